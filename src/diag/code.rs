//! The kinds of problems, with the page that `yearbook explain` prints for each.

use serde::{Deserialize, Serialize};

use std::fmt;

use super::code_table::TABLE;

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

impl Code {
    /// Every code in order of names.
    pub fn all() -> impl Iterator<Item = Code> {
        TABLE.iter().map(|(code, _, _)| *code)
    }

    /// Whether the line of such a problem is not printed: it holds a number that may be confidential, and
    /// reports of a build are often public.
    pub fn hides_line(self) -> bool {
        self == Code::ValueAndReason
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
