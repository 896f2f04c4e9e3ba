//! The kinds of problems, with the page that `yearbook explain` prints for each.

use std::fmt;

/// The kind of a problem. Names are stable: people search for them and silence them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each code has a page of its own in explain/")]
pub enum Code {
    AbsentPart,
    AreaNotValid,
    BadBlock,
    BadConfig,
    BadEncoding,
    BadExpression,
    BadFrontMatter,
    BadLinkTarget,
    BadPackage,
    BadUtf8,
    BlankLine,
    BlankWithoutReason,
    BrokenConstraint,
    BrokenForeignKey,
    BrokenHierarchy,
    BrokenLink,
    ClaimDoesNotHold,
    DecomposedText,
    DimensionNotFixed,
    DuplicateAddress,
    DuplicateId,
    DuplicateKey,
    DuplicateName,
    EmptyFigure,
    FormulaInText,
    FuturePeriod,
    IncompleteCoverage,
    IncompleteParts,
    LargeChange,
    MissingCell,
    MissingFile,
    MissingTarget,
    MissingTranslation,
    MissingWords,
    OverlappingParts,
    RaggedRecord,
    RawHtml,
    StrayQuote,
    SumDiffers,
    TemplateError,
    TitleLine,
    TooManyDecimals,
    TooManySeries,
    UnclosedQuote,
    UnknownCode,
    UnknownField,
    UnknownKey,
    UnknownMark,
    UnknownName,
    UnknownResource,
    UnknownStatus,
    UntidyText,
    UnusedWaiver,
    ValueAndReason,
    ValueTooHigh,
    WrongDelimiter,
    WrongHeader,
    WrongType,
}

/// Every code with its name and its page.
const TABLE: [(Code, &str, &str); 58] = [
    (
        Code::AbsentPart,
        "absent-part",
        include_str!("explain/absent-part.md"),
    ),
    (
        Code::AreaNotValid,
        "area-not-valid",
        include_str!("explain/area-not-valid.md"),
    ),
    (
        Code::BadBlock,
        "bad-block",
        include_str!("explain/bad-block.md"),
    ),
    (
        Code::BadConfig,
        "bad-config",
        include_str!("explain/bad-config.md"),
    ),
    (
        Code::BadEncoding,
        "bad-encoding",
        include_str!("explain/bad-encoding.md"),
    ),
    (
        Code::BadExpression,
        "bad-expression",
        include_str!("explain/bad-expression.md"),
    ),
    (
        Code::BadFrontMatter,
        "bad-front-matter",
        include_str!("explain/bad-front-matter.md"),
    ),
    (
        Code::BadLinkTarget,
        "bad-link-target",
        include_str!("explain/bad-link-target.md"),
    ),
    (
        Code::BadPackage,
        "bad-package",
        include_str!("explain/bad-package.md"),
    ),
    (
        Code::BadUtf8,
        "bad-utf8",
        include_str!("explain/bad-utf8.md"),
    ),
    (
        Code::BlankLine,
        "blank-line",
        include_str!("explain/blank-line.md"),
    ),
    (
        Code::BlankWithoutReason,
        "blank-without-reason",
        include_str!("explain/blank-without-reason.md"),
    ),
    (
        Code::BrokenConstraint,
        "broken-constraint",
        include_str!("explain/broken-constraint.md"),
    ),
    (
        Code::BrokenForeignKey,
        "broken-foreign-key",
        include_str!("explain/broken-foreign-key.md"),
    ),
    (
        Code::BrokenHierarchy,
        "broken-hierarchy",
        include_str!("explain/broken-hierarchy.md"),
    ),
    (
        Code::BrokenLink,
        "broken-link",
        include_str!("explain/broken-link.md"),
    ),
    (
        Code::ClaimDoesNotHold,
        "claim-does-not-hold",
        include_str!("explain/claim-does-not-hold.md"),
    ),
    (
        Code::DecomposedText,
        "decomposed-text",
        include_str!("explain/decomposed-text.md"),
    ),
    (
        Code::DimensionNotFixed,
        "dimension-not-fixed",
        include_str!("explain/dimension-not-fixed.md"),
    ),
    (
        Code::DuplicateAddress,
        "duplicate-address",
        include_str!("explain/duplicate-address.md"),
    ),
    (
        Code::DuplicateId,
        "duplicate-id",
        include_str!("explain/duplicate-id.md"),
    ),
    (
        Code::DuplicateKey,
        "duplicate-key",
        include_str!("explain/duplicate-key.md"),
    ),
    (
        Code::DuplicateName,
        "duplicate-name",
        include_str!("explain/duplicate-name.md"),
    ),
    (
        Code::EmptyFigure,
        "empty-figure",
        include_str!("explain/empty-figure.md"),
    ),
    (
        Code::FormulaInText,
        "formula-in-text",
        include_str!("explain/formula-in-text.md"),
    ),
    (
        Code::FuturePeriod,
        "future-period",
        include_str!("explain/future-period.md"),
    ),
    (
        Code::IncompleteCoverage,
        "incomplete-coverage",
        include_str!("explain/incomplete-coverage.md"),
    ),
    (
        Code::IncompleteParts,
        "incomplete-parts",
        include_str!("explain/incomplete-parts.md"),
    ),
    (
        Code::LargeChange,
        "large-change",
        include_str!("explain/large-change.md"),
    ),
    (
        Code::MissingCell,
        "missing-cell",
        include_str!("explain/missing-cell.md"),
    ),
    (
        Code::MissingFile,
        "missing-file",
        include_str!("explain/missing-file.md"),
    ),
    (
        Code::MissingTarget,
        "missing-target",
        include_str!("explain/missing-target.md"),
    ),
    (
        Code::MissingTranslation,
        "missing-translation",
        include_str!("explain/missing-translation.md"),
    ),
    (
        Code::MissingWords,
        "missing-words",
        include_str!("explain/missing-words.md"),
    ),
    (
        Code::OverlappingParts,
        "overlapping-parts",
        include_str!("explain/overlapping-parts.md"),
    ),
    (
        Code::RaggedRecord,
        "ragged-record",
        include_str!("explain/ragged-record.md"),
    ),
    (
        Code::RawHtml,
        "raw-html",
        include_str!("explain/raw-html.md"),
    ),
    (
        Code::StrayQuote,
        "stray-quote",
        include_str!("explain/stray-quote.md"),
    ),
    (
        Code::SumDiffers,
        "sum-differs",
        include_str!("explain/sum-differs.md"),
    ),
    (
        Code::TemplateError,
        "template-error",
        include_str!("explain/template-error.md"),
    ),
    (
        Code::TitleLine,
        "title-line",
        include_str!("explain/title-line.md"),
    ),
    (
        Code::TooManyDecimals,
        "too-many-decimals",
        include_str!("explain/too-many-decimals.md"),
    ),
    (
        Code::TooManySeries,
        "too-many-series",
        include_str!("explain/too-many-series.md"),
    ),
    (
        Code::UnclosedQuote,
        "unclosed-quote",
        include_str!("explain/unclosed-quote.md"),
    ),
    (
        Code::UnknownCode,
        "unknown-code",
        include_str!("explain/unknown-code.md"),
    ),
    (
        Code::UnknownField,
        "unknown-field",
        include_str!("explain/unknown-field.md"),
    ),
    (
        Code::UnknownKey,
        "unknown-key",
        include_str!("explain/unknown-key.md"),
    ),
    (
        Code::UnknownMark,
        "unknown-mark",
        include_str!("explain/unknown-mark.md"),
    ),
    (
        Code::UnknownName,
        "unknown-name",
        include_str!("explain/unknown-name.md"),
    ),
    (
        Code::UnknownResource,
        "unknown-resource",
        include_str!("explain/unknown-resource.md"),
    ),
    (
        Code::UnknownStatus,
        "unknown-status",
        include_str!("explain/unknown-status.md"),
    ),
    (
        Code::UntidyText,
        "untidy-text",
        include_str!("explain/untidy-text.md"),
    ),
    (
        Code::UnusedWaiver,
        "unused-waiver",
        include_str!("explain/unused-waiver.md"),
    ),
    (
        Code::ValueAndReason,
        "value-and-reason",
        include_str!("explain/value-and-reason.md"),
    ),
    (
        Code::ValueTooHigh,
        "value-too-high",
        include_str!("explain/value-too-high.md"),
    ),
    (
        Code::WrongDelimiter,
        "wrong-delimiter",
        include_str!("explain/wrong-delimiter.md"),
    ),
    (
        Code::WrongHeader,
        "wrong-header",
        include_str!("explain/wrong-header.md"),
    ),
    (
        Code::WrongType,
        "wrong-type",
        include_str!("explain/wrong-type.md"),
    ),
];

impl Code {
    /// Every code in order of names.
    pub fn all() -> impl Iterator<Item = Code> {
        TABLE.iter().map(|(code, _, _)| *code)
    }

    /// The code of a name.
    pub fn parse(name: &str) -> Option<Code> {
        TABLE
            .iter()
            .find_map(|(code, known, _)| (*known == name).then_some(*code))
    }

    /// The name, such as `unknown-code`.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// What the code means, when it occurs and how to mend it, as Markdown.
    pub fn explanation(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static (Code, &'static str, &'static str) {
        &TABLE[self as usize]
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_codes_and_of_their_names() {
        for (position, (code, name, _)) in TABLE.iter().enumerate() {
            assert_eq!(*code as usize, position, "{name}");
        }
        assert!(TABLE.is_sorted_by_key(|(_, name, _)| name));
    }
}
