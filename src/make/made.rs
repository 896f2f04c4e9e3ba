//! What came of a build, counted.

/// What a build made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// How many pages.
    pub pages: usize,
    /// How many files, pages included.
    pub files: usize,
    /// How many pages were rendered; the others are as they were.
    pub rendered: usize,
}

impl Made {
    /// What was made by a build before, so many pages and files, and need not be made again.
    pub fn again(pages: usize, files: usize) -> Made {
        Made {
            pages,
            files,
            rendered: 0,
        }
    }
}
