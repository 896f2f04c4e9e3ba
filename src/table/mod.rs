//! Tables of observations: from what they show to how they are laid out.
//!
//! One rule of decimals a column, units in the headings, every absent number with its mark, and a
//! legend of exactly the marks that occur. How a table becomes HTML is a template's business; files to
//! take away are made of its cube.

mod cube;
mod layout;
mod spec;

pub use cube::{Cube, CubeAttribute, CubeCode, CubeDimension, CubeRecord, published};
pub use layout::{Cell, ColumnHead, Layout, Row, StatusMark, layout};
pub use spec::{Column, Fixed, Role, RowSpec, STATUS_SUFFIX, TableSpec};
