//! A loaded code list: its codes with their names, and what its records tell besides. How it is read is in
//! `code_list`.

use std::sync::Arc;

use crate::diag::nearest;
use crate::locale::LocalText;
use crate::stats::{Code, CodeIndex, CodeList, Tile};

/// A loaded code list.
#[derive(Debug)]
pub struct CodeListResource {
    /// The codes with their hierarchy.
    pub list: Arc<CodeList>,
    /// The names of each code, in list order.
    pub texts: Vec<CodeTexts>,
    /// The tile of each code on a map of tiles, in list order.
    pub tiles: Vec<Option<Tile>>,
    /// The cells of every record, in file order; each distinct text of a field is kept once.
    pub rows: Vec<Vec<Arc<str>>>,
    /// The column of the codes.
    pub key: usize,
    /// The fields that tell how codes are ordered: the one above, the level, since when, the tile.
    pub structure: Vec<String>,
}

/// The names of a code.
#[derive(Clone, Debug)]
pub struct CodeTexts {
    /// The name by language; never empty.
    pub label: LocalText,
    /// A shorter name by language.
    pub short: LocalText,
}

impl CodeListResource {
    /// What an author may have meant by `wrong`: a code that is near to it, or else one
    /// whose name is.
    pub fn suggestion(&self, wrong: &str) -> Option<String> {
        let codes = || self.list.codes().map(Code::as_str);
        let names = || {
            let both = self
                .texts
                .iter()
                .flat_map(|texts| [&texts.label, &texts.short]);
            both.flat_map(|text| text.languages().filter_map(|language| text.get(language)))
        };
        if let Some(near) = nearest(wrong, codes()) {
            return Some(format!("did you mean `{near}`?"));
        }
        let near = nearest(wrong, names())?;
        let position = self.texts.iter().position(|texts| {
            let mut both = [&texts.label, &texts.short].into_iter();
            both.any(|text| text.languages().any(|l| text.get(l) == Some(near)))
        })?;
        let code = self.list.code(CodeIndex::new(position));
        Some(format!(
            "codes are not names: did you mean `{code}` ({near})?"
        ))
    }
}
