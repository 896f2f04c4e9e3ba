//! The functions of expressions: the only place where their names stand.

/// A function of expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// A cell.
    Value,
    /// Words that stand only while a comparison is true.
    Claim,
    /// A number that is not in the data, with the reason.
    Typed,
    /// The first number less the second.
    Difference,
    /// The first number divided by the second.
    Ratio,
    /// The first number in per cent of the second.
    Percent,
    /// The change from the second number to the first, in per cent of the second.
    Change,
    /// The sum over the codes of a dimension.
    Total,
    /// An observed number in per cent of its target.
    Attainment,
    /// A target less the observed number.
    Gap,
    /// The number a month that would still reach a target.
    Required,
}

impl Function {
    /// Every function with its name, in the order in which messages list them.
    pub const NAMES: [(&'static str, Function); 11] = [
        ("value", Function::Value),
        ("claim", Function::Claim),
        ("typed", Function::Typed),
        ("difference", Function::Difference),
        ("ratio", Function::Ratio),
        ("percent", Function::Percent),
        ("change", Function::Change),
        ("total", Function::Total),
        ("attainment", Function::Attainment),
        ("gap", Function::Gap),
        ("required", Function::Required),
    ];

    /// The function of a name.
    pub(super) fn parse(name: &str) -> Option<Function> {
        let found = Function::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, function)| *function)
    }
}
