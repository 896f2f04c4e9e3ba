//! The kinds of problems, with the page that `yearbook explain` prints for each.

use serde::{Deserialize, Serialize};

use std::fmt;

use include_dir::{Dir, include_dir};

/// The pages of all codes, by their names.
static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/diag/explain");

/// The kind of a problem. Names are stable: people search for them and silence them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each code has a page of its own in explain/")]
pub enum Code {
    AbsentPart,
    ActiveContent,
    AreaNotValid,
    BadBlock,
    BadConfig,
    BadEncoding,
    BadExpression,
    BadFileName,
    BadFrontMatter,
    BadLinkTarget,
    BadOutline,
    BadPackage,
    BadUtf8,
    BlankLine,
    BlankWithoutReason,
    BrokenConstraint,
    BrokenForeignKey,
    BrokenHierarchy,
    BrokenLink,
    ClaimDoesNotHold,
    CountsOnMap,
    DecomposedText,
    DimensionNotFixed,
    DisclosedValue,
    DuplicateAddress,
    DuplicateId,
    DuplicateKey,
    DuplicateName,
    EmptyFigure,
    FormulaInText,
    FuturePeriod,
    HeadingOrder,
    IncompleteCoverage,
    IncompleteParts,
    LargeChange,
    LargeSearchIndex,
    LongTitle,
    MissingAlternative,
    MissingCell,
    MissingFile,
    MissingSource,
    MissingSummary,
    MissingTarget,
    MissingTranslation,
    MissingUnit,
    MissingWords,
    MixedUnits,
    OverdueRelease,
    OverlappingParts,
    PhraseWithoutLanguage,
    PortableName,
    RaggedRecord,
    RawHtml,
    ShortenedRegister,
    SmallDenominator,
    StrayQuote,
    SumDiffers,
    TemplateError,
    TitleLine,
    TooLarge,
    TooManyDecimals,
    TooManySeries,
    TruncatedBars,
    TypedNumber,
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
    VagueLink,
    ValueAndReason,
    ValueTooHigh,
    VanishedAddress,
    WrongDelimiter,
    WrongHeader,
    WrongType,
}

/// Every code with its name, in the order of both.
const NAMES: [(Code, &str); 81] = [
    (Code::AbsentPart, "absent-part"),
    (Code::ActiveContent, "active-content"),
    (Code::AreaNotValid, "area-not-valid"),
    (Code::BadBlock, "bad-block"),
    (Code::BadConfig, "bad-config"),
    (Code::BadEncoding, "bad-encoding"),
    (Code::BadExpression, "bad-expression"),
    (Code::BadFileName, "bad-file-name"),
    (Code::BadFrontMatter, "bad-front-matter"),
    (Code::BadLinkTarget, "bad-link-target"),
    (Code::BadOutline, "bad-outline"),
    (Code::BadPackage, "bad-package"),
    (Code::BadUtf8, "bad-utf8"),
    (Code::BlankLine, "blank-line"),
    (Code::BlankWithoutReason, "blank-without-reason"),
    (Code::BrokenConstraint, "broken-constraint"),
    (Code::BrokenForeignKey, "broken-foreign-key"),
    (Code::BrokenHierarchy, "broken-hierarchy"),
    (Code::BrokenLink, "broken-link"),
    (Code::ClaimDoesNotHold, "claim-does-not-hold"),
    (Code::CountsOnMap, "counts-on-map"),
    (Code::DecomposedText, "decomposed-text"),
    (Code::DimensionNotFixed, "dimension-not-fixed"),
    (Code::DisclosedValue, "disclosed-value"),
    (Code::DuplicateAddress, "duplicate-address"),
    (Code::DuplicateId, "duplicate-id"),
    (Code::DuplicateKey, "duplicate-key"),
    (Code::DuplicateName, "duplicate-name"),
    (Code::EmptyFigure, "empty-figure"),
    (Code::FormulaInText, "formula-in-text"),
    (Code::FuturePeriod, "future-period"),
    (Code::HeadingOrder, "heading-order"),
    (Code::IncompleteCoverage, "incomplete-coverage"),
    (Code::IncompleteParts, "incomplete-parts"),
    (Code::LargeChange, "large-change"),
    (Code::LargeSearchIndex, "large-search-index"),
    (Code::LongTitle, "long-title"),
    (Code::MissingAlternative, "missing-alternative"),
    (Code::MissingCell, "missing-cell"),
    (Code::MissingFile, "missing-file"),
    (Code::MissingSource, "missing-source"),
    (Code::MissingSummary, "missing-summary"),
    (Code::MissingTarget, "missing-target"),
    (Code::MissingTranslation, "missing-translation"),
    (Code::MissingUnit, "missing-unit"),
    (Code::MissingWords, "missing-words"),
    (Code::MixedUnits, "mixed-units"),
    (Code::OverdueRelease, "overdue-release"),
    (Code::OverlappingParts, "overlapping-parts"),
    (Code::PhraseWithoutLanguage, "phrase-without-language"),
    (Code::PortableName, "portable-name"),
    (Code::RaggedRecord, "ragged-record"),
    (Code::RawHtml, "raw-html"),
    (Code::ShortenedRegister, "shortened-register"),
    (Code::SmallDenominator, "small-denominator"),
    (Code::StrayQuote, "stray-quote"),
    (Code::SumDiffers, "sum-differs"),
    (Code::TemplateError, "template-error"),
    (Code::TitleLine, "title-line"),
    (Code::TooLarge, "too-large"),
    (Code::TooManyDecimals, "too-many-decimals"),
    (Code::TooManySeries, "too-many-series"),
    (Code::TruncatedBars, "truncated-bars"),
    (Code::TypedNumber, "typed-number"),
    (Code::UnclosedQuote, "unclosed-quote"),
    (Code::UnknownCode, "unknown-code"),
    (Code::UnknownField, "unknown-field"),
    (Code::UnknownKey, "unknown-key"),
    (Code::UnknownMark, "unknown-mark"),
    (Code::UnknownName, "unknown-name"),
    (Code::UnknownResource, "unknown-resource"),
    (Code::UnknownStatus, "unknown-status"),
    (Code::UntidyText, "untidy-text"),
    (Code::UnusedWaiver, "unused-waiver"),
    (Code::VagueLink, "vague-link"),
    (Code::ValueAndReason, "value-and-reason"),
    (Code::ValueTooHigh, "value-too-high"),
    (Code::VanishedAddress, "vanished-address"),
    (Code::WrongDelimiter, "wrong-delimiter"),
    (Code::WrongHeader, "wrong-header"),
    (Code::WrongType, "wrong-type"),
];

impl Code {
    /// Every code in order of names.
    pub fn all() -> impl Iterator<Item = Code> {
        NAMES.iter().map(|(code, _)| *code)
    }

    /// Whether the line of such a problem is not printed: it holds a number that may be confidential, and
    /// reports of a build are often public.
    pub fn hides_line(self) -> bool {
        self == Code::ValueAndReason
    }

    /// The code of a name.
    pub fn parse(name: &str) -> Option<Code> {
        let mut names = NAMES.iter();
        names.find_map(|(code, known)| (*known == name).then_some(*code))
    }

    /// The name, such as `unknown-code`.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// What the code means, when it occurs and how to mend it, as Markdown.
    pub fn explanation(self) -> &'static str {
        let page = PAGES.get_file(format!("{self}.md"));
        let text = page.and_then(|page| page.contents_utf8());
        text.expect("every code has a page, which a test makes sure of")
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
    fn codes_are_in_the_order_of_their_names_and_each_has_a_page() {
        for (position, (code, name)) in NAMES.iter().enumerate() {
            assert_eq!(*code as usize, position, "{name}");
            assert!(!code.explanation().is_empty(), "{name}");
        }
        assert!(NAMES.is_sorted_by_key(|(_, name)| name));
        assert_eq!(PAGES.files().count(), NAMES.len(), "a page of no code");
    }
}
