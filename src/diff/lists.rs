//! The codes of a code list that are not as they were.

use crate::data::CodeListResource;

/// A code that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeChange {
    /// The code.
    pub code: String,
    /// What became of it.
    pub fate: CodeFate,
}

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeFate {
    /// It was not there.
    Added,
    /// It is gone.
    Removed,
    /// It has another name in some language.
    Renamed {
        /// What it was called.
        old: String,
        /// What it is called.
        new: String,
    },
    /// It lies below another code, which is named where there is one.
    Moved {
        /// What it lay below.
        old: Option<String>,
        /// What it lies below.
        new: Option<String>,
    },
}

/// The codes of the new list in its order, then those that are gone.
pub(super) fn changes(old: &CodeListResource, new: &CodeListResource) -> Vec<CodeChange> {
    let mut changes = Vec::new();
    let mut add = |code: &str, fate| {
        changes.push(CodeChange {
            code: code.to_owned(),
            fate,
        });
    };
    let parent = |resource: &CodeListResource, index| {
        let parent = resource.list.area(index).parent();
        parent.map(|parent| parent.code().as_str().to_owned())
    };
    for index in new.list.indices() {
        let code = new.list.code(index).as_str();
        let Some(before) = old.list.find(code) else {
            add(code, CodeFate::Added);
            continue;
        };
        let above = (parent(old, before), parent(new, index));
        if above.0 != above.1 {
            let (old, new) = above;
            add(code, CodeFate::Moved { old, new });
        }
        let names = (&old.texts[before.as_usize()], &new.texts[index.as_usize()]);
        let differs = names.1.label.iter().find(|(language, name)| {
            names
                .0
                .label
                .get(language)
                .is_some_and(|before| before != *name)
        });
        if let Some((language, name)) = differs {
            let before = names.0.label.get(language).unwrap_or_default();
            add(
                code,
                CodeFate::Renamed {
                    old: before.to_owned(),
                    new: name.to_owned(),
                },
            );
        }
    }
    for code in old.list.codes() {
        if new.list.find(code.as_str()).is_none() {
            add(code.as_str(), CodeFate::Removed);
        }
    }
    changes
}
