//! The status of a cell: why a number is absent, or what qualifies it.
//!
//! Codes follow the SDMX code lists `CL_OBS_STATUS` and `CL_CONF_STATUS`. A cell has at most one
//! [`Absence`] and any set of [`Qualifiers`]; the words for each are in the theme.

use std::fmt;

/// Why a cell has no number. Ordered from the weakest to the strongest reason: a derived figure
/// takes the strongest reason among its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// A number may exist but is not known here (SDMX `O` or `L`; a key without a record).
    Missing,
    /// A number cannot exist (SDMX `M`).
    NotApplicable,
    /// A number exists and is withheld to protect confidentiality (SDMX `Q`).
    Suppressed,
}

impl Absence {
    /// Every reason.
    pub const ALL: [Absence; 3] = [
        Absence::Missing,
        Absence::NotApplicable,
        Absence::Suppressed,
    ];
}

/// What a reader must know about a number that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// Published before the final number (SDMX `P`).
    Provisional,
    /// Estimated, not counted (SDMX `E`).
    Estimated,
    /// Changed since its first publication. SDMX has no code for it; the letter `R` is read.
    Revised,
    /// Not comparable with earlier periods (SDMX `B`).
    Break,
    /// Expected, not observed (SDMX `F`).
    Forecast,
    /// Of low reliability (SDMX `U`).
    Unreliable,
    /// Defined otherwise than its neighbours (SDMX `D`).
    Differing,
}

impl Qualifier {
    /// All qualifiers, in the order in which their marks are printed.
    pub const ALL: [Qualifier; 7] = [
        Qualifier::Provisional,
        Qualifier::Estimated,
        Qualifier::Revised,
        Qualifier::Break,
        Qualifier::Forecast,
        Qualifier::Unreliable,
        Qualifier::Differing,
    ];

    /// Those that say that a number is not final.
    pub const PRELIMINARY: [Qualifier; 3] = [
        Qualifier::Provisional,
        Qualifier::Estimated,
        Qualifier::Forecast,
    ];

    const fn bit(self) -> u8 {
        match self {
            Qualifier::Provisional => 1,
            Qualifier::Estimated => 2,
            Qualifier::Revised => 4,
            Qualifier::Break => 8,
            Qualifier::Forecast => 16,
            Qualifier::Unreliable => 32,
            Qualifier::Differing => 64,
        }
    }
}

/// A set of qualifiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qualifiers(u8);

impl Qualifiers {
    /// The empty set.
    pub const NONE: Qualifiers = Qualifiers(0);

    /// This set with one more qualifier.
    #[must_use]
    pub fn with(self, qualifier: Qualifier) -> Qualifiers {
        Qualifiers(self.0 | qualifier.bit())
    }

    /// Everything that is in either set: what qualifies a part qualifies the whole.
    #[must_use]
    pub fn union(self, other: Qualifiers) -> Qualifiers {
        Qualifiers(self.0 | other.0)
    }

    /// Whether the set holds this qualifier.
    pub fn contains(self, qualifier: Qualifier) -> bool {
        self.0 & qualifier.bit() != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The qualifiers in the order in which their marks are printed.
    pub fn iter(self) -> impl Iterator<Item = Qualifier> {
        Qualifier::ALL
            .into_iter()
            .filter(move |q| self.contains(*q))
    }
}

/// One status as a legend lists it: a reason for absence or a qualifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// See [`Qualifier::Provisional`].
    Provisional,
    /// See [`Qualifier::Estimated`].
    Estimated,
    /// See [`Qualifier::Revised`].
    Revised,
    /// See [`Qualifier::Break`].
    Break,
    /// See [`Qualifier::Forecast`].
    Forecast,
    /// See [`Qualifier::Unreliable`].
    Unreliable,
    /// See [`Qualifier::Differing`].
    Differing,
    /// See [`Absence::Missing`].
    Missing,
    /// See [`Absence::NotApplicable`].
    NotApplicable,
    /// See [`Absence::Suppressed`].
    Suppressed,
}

impl Status {
    /// Every status, in legend order.
    pub const ALL: [Status; 10] = [
        Status::Provisional,
        Status::Estimated,
        Status::Revised,
        Status::Break,
        Status::Forecast,
        Status::Unreliable,
        Status::Differing,
        Status::Missing,
        Status::NotApplicable,
        Status::Suppressed,
    ];

    /// The stable lower-case name: the key of its words in a theme and its class in a chart.
    pub fn name(self) -> &'static str {
        match self {
            Status::Provisional => "provisional",
            Status::Estimated => "estimated",
            Status::Revised => "revised",
            Status::Break => "break",
            Status::Forecast => "forecast",
            Status::Unreliable => "unreliable",
            Status::Differing => "differing",
            Status::Missing => "missing",
            Status::NotApplicable => "not-applicable",
            Status::Suppressed => "suppressed",
        }
    }

    /// The code that a published file carries.
    pub fn sdmx(self) -> &'static str {
        match self {
            Status::Provisional => "P",
            Status::Estimated => "E",
            Status::Revised => "R",
            Status::Break => "B",
            Status::Forecast => "F",
            Status::Unreliable => "U",
            Status::Differing => "D",
            Status::Missing => "O",
            Status::NotApplicable => "M",
            Status::Suppressed => "Q",
        }
    }
}

impl From<Absence> for Status {
    fn from(absence: Absence) -> Status {
        match absence {
            Absence::Missing => Status::Missing,
            Absence::NotApplicable => Status::NotApplicable,
            Absence::Suppressed => Status::Suppressed,
        }
    }
}

impl From<Qualifier> for Status {
    fn from(qualifier: Qualifier) -> Status {
        match qualifier {
            Qualifier::Provisional => Status::Provisional,
            Qualifier::Estimated => Status::Estimated,
            Qualifier::Revised => Status::Revised,
            Qualifier::Break => Status::Break,
            Qualifier::Forecast => Status::Forecast,
            Qualifier::Unreliable => Status::Unreliable,
            Qualifier::Differing => Status::Differing,
        }
    }
}

/// The status in words, for messages.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name().replace('-', " "))
    }
}

/// Why the text of a status column is not a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusError {
    /// This code is in neither code list.
    Unknown(String),
    /// The text gives two different reasons for absence.
    TwoReasons,
}

impl Status {
    /// Reads a status column: codes separated by spaces or semicolons; blank and `A` mean normal.
    ///
    /// `O`, `L` and `H` are missing, `M` not applicable, `Q` (and `C` of the confidentiality list)
    /// suppressed; `P` (and `V`, unvalidated), `E` (and `I`, imputed), `R`, `B`, `F`, `U` and `D`
    /// qualify a number.
    pub fn parse_column(text: &str) -> Result<(Option<Absence>, Qualifiers), StatusError> {
        let mut absence: Option<Absence> = None;
        let mut qualifiers = Qualifiers::NONE;
        for code in text.split([' ', ';']).filter(|code| !code.is_empty()) {
            match code {
                "A" => {}
                "P" | "V" => qualifiers = qualifiers.with(Qualifier::Provisional),
                "E" | "I" => qualifiers = qualifiers.with(Qualifier::Estimated),
                "F" => qualifiers = qualifiers.with(Qualifier::Forecast),
                "U" => qualifiers = qualifiers.with(Qualifier::Unreliable),
                "D" => qualifiers = qualifiers.with(Qualifier::Differing),
                "R" => qualifiers = qualifiers.with(Qualifier::Revised),
                "B" => qualifiers = qualifiers.with(Qualifier::Break),
                "O" | "L" | "H" | "M" | "Q" | "C" => {
                    let reason = match code {
                        "M" => Absence::NotApplicable,
                        "Q" | "C" => Absence::Suppressed,
                        _ => Absence::Missing,
                    };
                    if absence.is_some_and(|earlier| earlier != reason) {
                        return Err(StatusError::TwoReasons);
                    }
                    absence = Some(reason);
                }
                _ => return Err(StatusError::Unknown(code.to_owned())),
            }
        }
        Ok((absence, qualifiers))
    }
}

impl Status {
    /// Reads a column of SDMX's `CL_CONF_STATUS`: blank and `F` mean free, every other code that a
    /// number exists and is withheld. Why it is withheld is not kept: publishing that a cell is a
    /// small count would help to find its number.
    pub fn parse_confidentiality(text: &str) -> Result<(Option<Absence>, Qualifiers), StatusError> {
        match text.trim() {
            "" | "F" => Ok((None, Qualifiers::NONE)),
            "A" | "B" | "C" | "D" | "G" | "I" | "M" | "N" | "O" | "P" | "R" | "S" | "T" => {
                Ok((Some(Absence::Suppressed), Qualifiers::NONE))
            }
            other => Err(StatusError::Unknown(other.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_on_a_suppressed_value_loses_neither() {
        let (absence, qualifiers) = Status::parse_column("B Q").expect("both codes are known");
        assert_eq!(absence, Some(Absence::Suppressed));
        assert!(qualifiers.contains(Qualifier::Break));
    }

    #[test]
    fn two_reasons_and_unknown_codes_are_refused() {
        assert_eq!(Status::parse_column("Q;M"), Err(StatusError::TwoReasons));
        assert_eq!(
            Status::parse_column("p"),
            Err(StatusError::Unknown("p".into()))
        );
        assert_eq!(Status::parse_column(""), Ok((None, Qualifiers::NONE)));
    }
}
