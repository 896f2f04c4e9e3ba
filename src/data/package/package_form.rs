//! What a descriptor may hold: the keys of the standard (Data Package v2) that are read, and this program's
//! own below `yearbook`. Other keys of the standard, and those of other programs, are left alone.

use super::register_form::REVISION;
use super::schema_form::SCHEMA;
use crate::config::{FileFormat, Holds};
use crate::data::check;
use crate::input::value::{Form, Key, Kind, key, required};

pub(super) const COUNT: Kind = Kind::Whole(0, i64::MAX, "a whole number");
pub(super) const TEXTS: Kind = Kind::List(&Kind::Text);
pub(super) const NAMES: Kind = Kind::OneOrMore(&Kind::Text);

/// A descriptor.
pub static PACKAGE: Form = Form {
    title: "datapackage.json",
    keys: &[&[
        required(
            "resources",
            Kind::Tables(&RESOURCE),
            "an entry for every file of data",
        ),
        key("title", Kind::Text, "the name of the data"),
        key("description", Kind::Text, "what the data are about"),
        key("version", Kind::Text, "the version of the data"),
        key(
            "licenses",
            Kind::Tables(&LICENCE),
            "the licences of the data",
        ),
        key("sources", Kind::Tables(&SOURCE), "who produced the data"),
        key(
            "yearbook",
            Kind::Table(&PACKAGE_EXTENSION),
            "what this program reads besides the standard",
        ),
    ]],
    is_open: true,
};

static PACKAGE_EXTENSION: Form = Form {
    title: "what this program reads of a package",
    keys: &[&[TRANSLATIONS]],
    is_open: false,
};

const TABLE_OF_WORDS: Kind = Kind::Table(&WORDS);

pub(super) const TRANSLATIONS: Key = key(
    "translations",
    Kind::Map(&TABLE_OF_WORDS),
    "texts in other languages, by their tags",
);

static WORDS: Form = Form {
    title: "texts in another language",
    keys: &[&[
        key("title", Kind::Text, "the title"),
        key("description", Kind::Text, "the description"),
        key("source", Kind::Text, "the source"),
        key("unit", Kind::Text, "the unit"),
        key("coverage", Kind::Text, "what the data cover"),
        key("geography", Kind::Text, "of which day the areas are"),
        key("method", Kind::Text, "how the data were collected"),
    ]],
    is_open: false,
};

static LICENCE: Form = Form {
    title: "a licence",
    keys: &[&[
        key("name", Kind::Text, "its short name"),
        key("title", Kind::Text, "its name"),
        key("path", Kind::Text, "its address"),
    ]],
    is_open: true,
};

static SOURCE: Form = Form {
    title: "a source",
    keys: &[&[key("title", Kind::Text, "who produced the data")]],
    is_open: true,
};

static RESOURCE: Form = Form {
    title: "a resource",
    keys: &[&[
        required("name", Kind::Filled, "its name in addresses and references"),
        key(
            "path",
            Kind::Either(&[Kind::Text, TEXTS], "the path of a file in quotes"),
            "its file, from the folder of the descriptor",
        ),
        key(
            "data",
            Kind::Anything,
            "data within the descriptor, which are not read",
        ),
        key("title", Kind::Text, "its title"),
        key("description", Kind::Text, "what it is about"),
        key("format", Kind::Text, "`csv`, `tsv` or `geojson`"),
        key("encoding", Kind::Text, "the encoding of its file").or("utf-8"),
        key(
            "dialect",
            Kind::Either(
                &[Kind::Text, Kind::Table(&DIALECT)],
                "an object, or the path of a file that holds it",
            ),
            "how the CSV is written",
        ),
        key(
            "schema",
            Kind::Either(
                &[Kind::Text, Kind::Table(&SCHEMA)],
                "an object, or the path of a file that holds it",
            ),
            "its fields and keys",
        ),
        key(
            "licenses",
            Kind::Tables(&LICENCE),
            "its licences; those of the package when left out",
        ),
        key(
            "sources",
            Kind::Tables(&SOURCE),
            "its sources; those of the package when left out",
        ),
        key(
            "yearbook",
            Kind::Table(&RESOURCE_EXTENSION),
            "what this program reads besides the standard",
        ),
    ]],
    is_open: true,
};

/// The syntax of a CSV.
pub(super) static DIALECT: Form = Form {
    title: "the syntax of a CSV",
    keys: &[&[
        key("delimiter", Kind::Text, "the character between two cells").or(","),
        key("quoteChar", Kind::Text, "the character around cells").or("\""),
        key(
            "doubleQuote",
            Kind::Boolean,
            "whether a quote in a cell stands twice",
        )
        .or("true"),
        key(
            "escapeChar",
            Kind::Text,
            "the character before one that is meant as it is",
        ),
        key(
            "nullSequence",
            Kind::Text,
            "the text of a cell without value",
        ),
        key(
            "skipInitialSpace",
            Kind::Boolean,
            "whether spaces behind a delimiter are left out",
        )
        .or("false"),
        key("header", Kind::Boolean, "whether the file has a header").or("true"),
        key(
            "headerRows",
            Kind::List(&COUNT),
            "the rows of the header, from 1",
        ),
        key(
            "headerJoin",
            Kind::Text,
            "what stands between the rows of a header",
        )
        .or(" "),
        key("commentChar", Kind::Text, "what comments begin with"),
        key(
            "commentRows",
            Kind::List(&COUNT),
            "the rows that are comments, from 1",
        ),
    ]],
    is_open: true,
};

static RESOURCE_EXTENSION: Form = Form {
    title: "what this program reads of a resource",
    keys: &[&[
        key(
            "codeList",
            Kind::Table(&CODE_LIST),
            "that the resource is a code list, and which fields hold what",
        ),
        key("updated", Kind::Day, "the day of its last update"),
        key(
            "coverage",
            Kind::Text,
            "what the data cover, and what they leave out",
        ),
        key("geography", Kind::Text, "of which day its areas are"),
        key("method", Kind::Text, "how the data were collected"),
        key(
            "revisions",
            Kind::Tables(&REVISION),
            "the register of changes of published values",
        ),
        key(
            "files",
            Kind::List(&Kind::Word(|| {
                let formats = FileFormat::holding(&[Holds::WordedNumbers, Holds::All]);
                formats.map(FileFormat::ending).collect()
            })),
            "the files that it has besides the plain ones",
        ),
        key(
            "outlines",
            Kind::Table(&OUTLINES),
            "of which codes it holds the outlines",
        ),
        key(
            "checks",
            Kind::TablesBy("check", check::forms),
            "checks across its records",
        ),
        key(
            "waivers",
            Kind::Tables(&check::WAIVER),
            "places at which a check need not hold",
        ),
        TRANSLATIONS,
    ]],
    is_open: false,
};

static CODE_LIST: Form = Form {
    title: "a code list",
    keys: &[&[
        key(
            "label",
            Kind::Map(&Kind::Text),
            "the fields of the names, by language",
        ),
        key(
            "short",
            Kind::Map(&Kind::Text),
            "the fields of short names, by language",
        ),
        key(
            "parent",
            Kind::Text,
            "the field of the code one level above",
        ),
        key("level", Kind::Text, "the field of the name of the level"),
        key(
            "validFrom",
            Kind::Text,
            "the field of the first day of a code",
        ),
        key("validTo", Kind::Text, "the field of the last day of a code"),
        key(
            "successor",
            Kind::Text,
            "the field of the codes that take the place of a code",
        ),
        key("tile", Kind::Table(&TILE), "the fields of its tiles"),
    ]],
    is_open: false,
};

static TILE: Form = Form {
    title: "the fields of tiles",
    keys: &[&[
        required(
            "column",
            Kind::Text,
            "the field of the columns, from the left",
        ),
        required("row", Kind::Text, "the field of the rows, from the top"),
    ]],
    is_open: false,
};

static OUTLINES: Form = Form {
    title: "outlines of codes",
    keys: &[&[
        required("of", Kind::Text, "the code list"),
        key(
            "property",
            Kind::Text,
            "the property of a feature that holds its code; its id when left out",
        ),
    ]],
    is_open: false,
};
