//! What checks, waivers and the register of changes of a dataset may hold.

use super::package_form::{NAMES, TEXTS};
use crate::data::about::RevisionKind;
use crate::input::value::{Form, Key, Kind, key, required};

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

/// A place at which a check need not hold.
pub(super) static WAIVER: Form = Form {
    title: "a place at which a check need not hold",
    keys: &[&[
        required("check", Kind::Word(check_names), "the check"),
        key(
            "where",
            Kind::Map(&Kind::Text),
            "the codes of the place, by dimension",
        ),
        required("reason", Kind::Filled, "why"),
        key(
            "translations",
            Kind::Map(&Kind::Table(&REASON)),
            "the reason in other languages",
        ),
    ]],
    is_open: false,
};

static REASON: Form = Form {
    title: "the reason in another language",
    keys: &[&[required("reason", Kind::Filled, "why")]],
    is_open: false,
};

fn check_names() -> Vec<&'static str> {
    CHECKS.iter().map(|(name, _)| *name).collect()
}

/// Every check with the form of its entry.
pub(super) const CHECKS: [(&str, &Form); 6] = [
    ("sum", &SUM),
    ("coverage", &COVERAGE),
    ("at-most", &AT_MOST),
    ("change", &CHANGE),
    ("target", &TARGET),
    ("past-periods", &PAST_PERIODS),
];

const CHECK: Key = required("check", Kind::Text, "the kind of check");

static SUM: Form = Form {
    title: "parts add up to their total",
    keys: &[&[
        CHECK,
        required(
            "over",
            Kind::Text,
            "the dimension over which parts are added up",
        ),
        key("measures", TEXTS, "the measures; all when left out"),
        key(
            "levels",
            TEXTS,
            "the levels of the totals; all when left out",
        ),
        key(
            "partial",
            Kind::Boolean,
            "whether the code list leaves parts out",
        )
        .or("false"),
        key(
            "tolerance",
            Kind::Number,
            "how far the sum may be from the total",
        )
        .or("0"),
    ]],
    is_open: false,
};

static COVERAGE: Form = Form {
    title: "every combination of codes has a record",
    keys: &[&[
        CHECK,
        required("over", TEXTS, "the dimensions whose codes are combined"),
        key(
            "levels",
            TEXTS,
            "the levels of a code list that count; all when left out",
        ),
    ]],
    is_open: false,
};

static AT_MOST: Form = Form {
    title: "no value is above that of another measure",
    keys: &[&[
        CHECK,
        required("measure", Kind::Text, "the measure"),
        required("of", Kind::Text, "the measure that must not be exceeded"),
    ]],
    is_open: false,
};

static CHANGE: Form = Form {
    title: "no value changes by more between periods",
    keys: &[&[
        CHECK,
        required("measure", Kind::Text, "the measure"),
        required(
            "percent",
            Kind::Number,
            "the largest change, in per cent of the earlier value",
        ),
        key(
            "from",
            Kind::Number,
            "values below it, both of them, are not compared",
        ),
    ]],
    is_open: false,
};

static TARGET: Form = Form {
    title: "every observation has a target",
    keys: &[&[
        CHECK,
        required("target", Kind::Text, "the target, as `dataset.measure`"),
    ]],
    is_open: false,
};

static PAST_PERIODS: Form = Form {
    title: "no period is in the future",
    keys: &[&[CHECK]],
    is_open: false,
};
