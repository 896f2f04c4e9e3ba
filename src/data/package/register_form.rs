//! What the register of changes of a dataset may hold.

use super::package_form::{NAMES, TEXTS};
use crate::data::about::RevisionKind;
use crate::input::value::{Form, Kind, key, required};

/// An entry of the register of changes.
pub(super) static REVISION: Form = Form {
    title: "a change of published values",
    keys: &[&[
        required(
            "kind",
            Kind::Word(revision_kinds),
            "`revision` or `correction`",
        ),
        required("date", Kind::Day, "the day from which the new values hold"),
        required("what", Kind::Filled, "what was changed"),
        required("why", Kind::Filled, "why it was changed"),
        key(
            "affected",
            Kind::Tables(&AFFECTED),
            "which cells have other values",
        ),
        key("replaced", Kind::Text, "the file that was published before"),
        key(
            "translations",
            Kind::Map(&Kind::Table(&REVISION_WORDS)),
            "its texts in other languages",
        ),
    ]],
    is_open: false,
};

fn revision_kinds() -> Vec<&'static str> {
    RevisionKind::NAMES.iter().map(|(name, _)| *name).collect()
}

static REVISION_WORDS: Form = Form {
    title: "the texts of a change in another language",
    keys: &[&[
        required("what", Kind::Text, "what was changed"),
        required("why", Kind::Text, "why it was changed"),
    ]],
    is_open: false,
};

static AFFECTED: Form = Form {
    title: "cells that have other values",
    keys: &[&[
        key("measures", TEXTS, "their measures; all when left out"),
        key("where", Kind::Map(&NAMES), "their codes, by dimension"),
    ]],
    is_open: false,
};
