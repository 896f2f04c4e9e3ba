//! How a page is found from elsewhere: feeds, the card, former addresses.

/// A feed of a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FeedInputs {
    /// Its path in the published tree.
    pub path: String,
    /// Its absolute address.
    pub href: String,
    /// The absolute address of the page that it belongs to.
    pub page: String,
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub author: String,
    /// The tag of its language.
    pub language: String,
    /// The day of its newest entry, as ISO 8601 writes it.
    pub updated: String,
    /// Its entries, the newest first.
    pub entries: Vec<FeedEntry>,
}

/// An entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FeedEntry {
    /// What it is known by, which never changes.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its absolute address.
    pub href: String,
    /// What it is about.
    pub summary: Option<String>,
    /// Its day, as ISO 8601 writes it.
    pub updated: String,
}

/// A former address of a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AliasInputs {
    /// The path below the site's root; that of a page ends with `/`.
    pub address: String,
    /// Its path in the published tree.
    pub path: String,
}

/// The picture that stands for a page where its address is shared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CardInputs {
    /// Its path in the published tree, where it is the page's own.
    pub path: Option<String>,
    /// Its absolute address.
    pub href: String,
}
