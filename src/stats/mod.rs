//! The vocabulary and arithmetic of statistics: numbers, periods, statuses, codes, datasets.
//!
//! Nothing here knows of files, formats, languages or colours; loading is done in `data`,
//! wording in `locale`, and everything drawn or written is made from these types.

mod attainment;
mod code;
mod dataset;
mod dataset_hash;
mod derive;
mod number;
mod observation;
mod observation_column;
mod order;
mod outline;
mod period;
mod positions;
mod reads;
mod slice;
mod stack;
mod status;
mod text_column;

pub use attainment::{attainment, gap, required_rate};
pub use code::{Area, Code, CodeEntry, CodeIndex, CodeList, HierarchyError, Validity};
pub use dataset::{
    Attribute, Columns, Dataset, Dimension, DimensionKind, DuplicateKey, Measure, Rate, Record,
    RecordOrder,
};
pub use dataset_hash::{Records, Slices, Structure};
pub use derive::{change, difference, percent, ratio, sum};
pub use number::{Number, NumberError};
pub use observation::{Cell, Observation};
pub use observation_column::ObservationColumn;
pub use outline::{Outline, Position, Tile};
pub use period::{Date, Frequency, Period, PeriodError};
pub use positions::Positions;
pub use reads::{CellSet, DatasetRead, Reads, SlicesRead};
pub use slice::{Member, Selection, Slice};
pub use stack::{Segment, stack};
pub use status::{Absence, Qualifier, Qualifiers, Status, StatusError};
pub use text_column::TextColumn;
