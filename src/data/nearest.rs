//! Which cell holds a number, or one near it.

use super::catalog::{Catalog, Content, Resource};
use crate::stats::{Dataset, Number, Record};

/// The cells of all datasets in order of their numbers.
#[derive(Debug)]
pub struct CellIndex<'a> {
    cells: Vec<Cell<'a>>,
}

/// A cell with a number.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// The resource of its dataset.
    pub resource: &'a Resource,
    /// Its dataset.
    pub dataset: &'a Dataset,
    /// The position of its measure.
    pub measure: usize,
    /// Its record.
    pub record: Record,
    /// Its number.
    pub number: Number,
}

impl<'a> CellIndex<'a> {
    /// The cells of a catalog that have a number.
    pub fn new(catalog: &'a Catalog) -> CellIndex<'a> {
        let mut cells = Vec::new();
        for resource in &catalog.resources {
            let Content::Dataset(dataset) = &resource.content else {
                continue;
            };
            for measure in 0..dataset.measures.len() {
                cells.extend(dataset.records().filter_map(|record| {
                    let number = dataset.observation(record, measure).value()?;
                    let cell = Cell {
                        resource,
                        dataset,
                        measure,
                        record,
                        number,
                    };
                    Some(cell)
                }));
            }
        }
        // Those of one number stay in the order of the data.
        cells.sort_by_key(|cell| cell.number);
        CellIndex { cells }
    }

    /// The cells that show a number when they are rounded to its decimals.
    pub fn equal(&self, number: Number) -> impl Iterator<Item = Cell<'a>> {
        let rounded = move |cell: &Cell<'a>| cell.number.rounded(number.decimals());
        // Rounding keeps the order.
        let start = self.cells.partition_point(|cell| rounded(cell) < number);
        let all = self.cells[start..].iter().copied();
        all.take_while(move |cell| rounded(cell) == number)
    }

    /// The cell whose number is nearest; the lower one of two at the same distance.
    pub fn nearest(&self, number: Number) -> Option<Cell<'a>> {
        let behind = self.cells.partition_point(|cell| cell.number < number);
        let before = behind.checked_sub(1);
        let both = before.into_iter().chain([behind]);
        both.filter_map(|position| self.cells.get(position))
            .filter_map(|cell| Some((cell.number.checked_sub(number)?.magnitude(), *cell)))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, cell)| cell)
    }
}
