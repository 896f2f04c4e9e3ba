//! References of documents to the data: names become measures and members, expressions become values.

mod evaluator;
mod function;
mod join;
mod name;
mod print;
mod query;
mod scope;
mod selection;
mod value;
mod variable;

pub use evaluator::{Context, Evaluated, Evaluator, Printed};
pub use join::Join;
pub use name::{
    MeasureRef, dataset, dimension_of, measure, measure_of, member, record_of, total_member,
};
pub use print::{PrintedNumber, label, print};
pub use query::{Query, References};
pub use scope::{Row, RowData, Scope, TARGET};
pub use selection::{Asked, Chosen, Part, members};
pub use value::{Display, FigureValue, MemberValue, Truth, Value, is_percent};
pub use variable::Variable;
