//! What the formats of files hold at the most. A file that cannot be made is left out; the CSV holds all.

use std::collections::BTreeSet;

use crate::config::FileFormat;
use crate::stats::Dataset;
use crate::table::TableSpec;

/// The most records that a workbook holds: a sheet has 1,048,576 rows, and three stand above them.
pub(super) const WORKBOOK_RECORDS: usize = 1_048_576 - 3;

/// The most columns of a sheet.
const WORKBOOK_COLUMNS: usize = 16_384;

/// How many columns of a sheet a dimension or a measure takes at the most.
const COLUMNS_EACH: usize = 2;

/// The greatest position of a cell in JSON-stat: programs read it as a number with 53 binary digits.
const LAST_CELL: u64 = 1 << 53;

/// Whether a figure fits into a format.
pub(super) fn holds_figure(format: FileFormat, table: &TableSpec) -> bool {
    match format {
        FileFormat::Xlsx => {
            let columns = table.fixed.len() + table.row_names.len() + table.columns.len();
            table.rows.len() <= WORKBOOK_RECORDS && columns * COLUMNS_EACH <= WORKBOOK_COLUMNS
        }
        FileFormat::JsonStat => {
            let codes = (0..table.row_names.len()).map(|position| {
                let codes: BTreeSet<&str> = table
                    .rows
                    .iter()
                    .map(|row| row.codes[position].as_str())
                    .collect();
                codes.len()
            });
            has_positions(codes.chain([table.columns.len()]))
        }
        _ => true,
    }
}

/// Whether the cells of a dataset have positions in JSON-stat.
pub(super) fn is_cube(dataset: &Dataset) -> bool {
    let codes = dataset
        .dimensions
        .iter()
        .map(|dimension| dimension.codes.len());
    has_positions(codes.chain([dataset.measures.len()]))
}

fn has_positions(mut sizes: impl Iterator<Item = usize>) -> bool {
    let product = sizes.try_fold(1_u64, |product, size| {
        product.checked_mul(u64::try_from(size).ok()?.max(1))
    });
    product.is_some_and(|product| product <= LAST_CELL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_without_overflow() {
        assert!(has_positions([101, 101, 0, 12].into_iter()));
        assert!(!has_positions([101; 11].into_iter()));
        assert!(!has_positions([usize::MAX, usize::MAX].into_iter()));
    }
}
