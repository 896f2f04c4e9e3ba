//! What a build is at, for whoever waits for it.

/// A part of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What the last build left is looked at.
    Compare,
    /// Files are read.
    Read,
    /// Data are checked.
    Data,
    /// Documents are parsed.
    Documents,
    /// Pages and addresses are decided.
    Plan,
    /// Pages and other files are made or kept.
    Pages,
    /// The index of texts is made, or kept.
    Search,
    /// Links and ids are checked.
    Audit,
    /// The new site takes the place of the old one.
    Publish,
}

impl Step {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Step::Compare => "compare",
            Step::Read => "read",
            Step::Data => "data",
            Step::Documents => "documents",
            Step::Plan => "plan",
            Step::Pages => "pages",
            Step::Search => "search",
            Step::Audit => "audit",
            Step::Publish => "publish",
        }
    }
}

/// Hears what a build is at. Nothing that it does changes what is built.
pub trait Watch: Sync {
    /// A step begins; the one before has ended. `count` is how many things it will make, each of which
    /// is told.
    fn begins(&self, step: Step, count: Option<usize>);

    /// One of the things is made. Called from several threads.
    fn made_one(&self);
}

/// Nobody waits.
impl Watch for () {
    fn begins(&self, _: Step, _: Option<usize>) {}

    fn made_one(&self) {}
}
