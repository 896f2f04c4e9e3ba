//! What a schema may hold: fields with their types, constraints and meaning, and keys.

use super::package_form::{COUNT, NAMES, TEXTS, TRANSLATIONS};
use crate::input::value::{Form, Kind, key, required};

/// More decimals than this no number can have.
const MOST_DECIMALS: i64 = 28;

/// The fields and keys of a resource.
pub(super) static SCHEMA: Form = Form {
    title: "a schema",
    keys: &[&[
        key("fields", Kind::Tables(&FIELD), "its columns"),
        key(
            "fieldsMatch",
            NAMES,
            "how the columns of the file match the fields",
        )
        .or("exact"),
        key(
            "primaryKey",
            NAMES,
            "the fields that identify a record: the dimensions",
        ),
        key(
            "uniqueKeys",
            Kind::List(&NAMES),
            "other fields that no two records share",
        ),
        key(
            "foreignKeys",
            Kind::Tables(&FOREIGN_KEY),
            "fields whose values stand in another resource",
        ),
        key(
            "missingValues",
            Kind::List(&MISSING),
            "the texts of cells without value",
        )
        .or(""),
        key(
            "yearbook",
            Kind::Table(&SCHEMA_EXTENSION),
            "what this program reads besides the standard",
        ),
    ]],
    is_open: true,
};

static SCHEMA_EXTENSION: Form = Form {
    title: "what this program reads of a schema",
    keys: &[&[key(
        "missing",
        Kind::Map(&Kind::Text),
        "the reason for absence that a missing value stands for",
    )]],
    is_open: false,
};

const MISSING: Kind = Kind::Either(
    &[Kind::Text, Kind::Table(&MISSING_VALUE)],
    "a text in quotes, or an object with `value`",
);

static MISSING_VALUE: Form = Form {
    title: "a missing value",
    keys: &[&[required("value", Kind::Text, "its text")]],
    is_open: true,
};

static FOREIGN_KEY: Form = Form {
    title: "a foreign key",
    keys: &[&[
        required("fields", NAMES, "the fields of this resource"),
        required(
            "reference",
            Kind::Table(&REFERENCE),
            "where their values stand",
        ),
    ]],
    is_open: true,
};

static REFERENCE: Form = Form {
    title: "where the values of a foreign key stand",
    keys: &[&[
        key(
            "resource",
            Kind::Text,
            "the other resource; this one when left out",
        ),
        key("fields", NAMES, "its fields"),
    ]],
    is_open: true,
};

static FIELD: Form = Form {
    title: "a field",
    keys: &[&[
        required("name", Kind::Text, "the name of its column"),
        key("type", Kind::Text, "its type").or("string"),
        key("title", Kind::Text, "its title"),
        key("description", Kind::Text, "what it means"),
        key("format", Kind::Text, "the format of its values").or("default"),
        key(
            "decimalChar",
            Kind::Text,
            "the character before the decimals",
        )
        .or("."),
        key("groupChar", Kind::Text, "the character between thousands"),
        key(
            "bareNumber",
            Kind::Boolean,
            "whether numbers stand without other letters",
        )
        .or("true"),
        key("trueValues", TEXTS, "the texts of true"),
        key("falseValues", TEXTS, "the texts of false"),
        key(
            "delimiter",
            Kind::Text,
            "the character between the values of a list",
        )
        .or(","),
        key("itemType", Kind::Text, "the type of the values of a list"),
        key(
            "missingValues",
            Kind::List(&MISSING),
            "the texts of cells without value, over those of the schema",
        ),
        key("categories", Kind::List(&CATEGORY), "its values"),
        key(
            "constraints",
            Kind::Table(&CONSTRAINTS),
            "what its values must be",
        ),
        key(
            "yearbook",
            Kind::Table(&FIELD_EXTENSION),
            "what this program reads besides the standard",
        ),
    ]],
    is_open: true,
};

const CATEGORY: Kind = Kind::Either(
    &[Kind::Scalar, Kind::Table(&LABELLED)],
    "a value, or an object with `value`",
);

static LABELLED: Form = Form {
    title: "a category",
    keys: &[&[required("value", Kind::Scalar, "its value")]],
    is_open: true,
};

static CONSTRAINTS: Form = Form {
    title: "what the values of a field must be",
    keys: &[&[
        key(
            "required",
            Kind::Boolean,
            "whether every record has a value",
        )
        .or("false"),
        key(
            "unique",
            Kind::Boolean,
            "whether no two records share a value",
        )
        .or("false"),
        key("minimum", Kind::Scalar, "the least value"),
        key("maximum", Kind::Scalar, "the greatest value"),
        key(
            "exclusiveMinimum",
            Kind::Scalar,
            "a value below all of them",
        ),
        key(
            "exclusiveMaximum",
            Kind::Scalar,
            "a value above all of them",
        ),
        key(
            "enum",
            Kind::List(&Kind::Scalar),
            "all values that it may have",
        ),
        key(
            "pattern",
            Kind::Text,
            "a regular expression for whole values",
        ),
        key("minLength", COUNT, "how many letters a value has at least"),
        key("maxLength", COUNT, "how many letters a value has at most"),
    ]],
    is_open: true,
};

static FIELD_EXTENSION: Form = Form {
    title: "what this program reads of a field",
    keys: &[&[
        key("period", Kind::Boolean, "whether it holds periods").or("false"),
        key(
            "total",
            Kind::Text,
            "the code that stands for all others together",
        ),
        key("unit", Kind::Text, "the unit of its numbers"),
        key(
            "decimals",
            Kind::Whole(0, MOST_DECIMALS, "a whole number"),
            "with how many decimals its numbers are shown",
        ),
        key(
            "sumsOver",
            TEXTS,
            "the dimensions over which its numbers may be added up",
        ),
        key("rate", Kind::Boolean, "whether its numbers are rates").or("false"),
        key(
            "denominator",
            Kind::Text,
            "the measure that its rates are of",
        ),
        key(
            "leastDenominator",
            Kind::Either(&[Kind::Number, Kind::Text], "a number"),
            "the least denominator of which a rate says something",
        ),
        key(
            "status",
            Kind::Text,
            "the measure whose status it holds, in codes of CL_OBS_STATUS",
        ),
        key(
            "confidentiality",
            Kind::Text,
            "the measure whose confidentiality it holds, in codes of CL_CONF_STATUS",
        ),
        key(
            "formulas",
            Kind::Text,
            "what is done with texts that a spreadsheet would compute",
        ),
        key(
            "missing",
            Kind::Map(&Kind::Text),
            "the reason for absence that a missing value stands for, over that of the schema",
        ),
        key("language", Kind::Text, "the language of its texts"),
        TRANSLATIONS,
    ]],
    is_open: false,
};
