//! A measure of one dataset beside the rows of another, such as the target of what was reached.

use super::name::{MeasureRef, total_member};
use crate::diag::Diagnostic;
use crate::stats::{Dataset, Member, Observation, Reads};

/// A measure that is joined to the rows of another dataset: it shares the dimensions of the same
/// name and takes the total of the rest.
#[derive(Clone, Debug)]
pub struct Join<'a> {
    /// The measure.
    pub measure: MeasureRef<'a>,
    /// Whether a part of a year is looked up under its year.
    pub whole_year: bool,
    /// For each dimension of the joined dataset: where its member comes from.
    from: Vec<From>,
}

#[derive(Clone, Copy, Debug)]
enum From {
    /// The dimension of the rows' dataset.
    Shared(usize),
    /// Always this member.
    Fixed(Member),
}

impl<'a> Join<'a> {
    /// Joins a measure to the rows of `rows`; the diagnostic has no place.
    pub fn new(
        measure: MeasureRef<'a>,
        rows: &Dataset,
        whole_year: bool,
    ) -> Result<Join<'a>, Diagnostic> {
        let dataset = measure.dataset;
        let from = dataset
            .dimensions
            .iter()
            .enumerate()
            .map(
                |(position, dimension)| match rows.dimension(&dimension.name) {
                    Some(shared) => Ok(From::Shared(shared)),
                    None => total_member(dataset, position, &[measure.position]).map(From::Fixed),
                },
            );
        Ok(Join {
            from: from.collect::<Result<_, _>>()?,
            measure,
            whole_year,
        })
    }

    /// Refuses a measure that is not added up over a dimension which the rows leave open; the
    /// diagnostic has no place.
    pub fn refuse_open(&self, is_open: impl Fn(usize) -> bool) -> Result<(), Diagnostic> {
        for (position, from) in self.from.iter().enumerate() {
            if let From::Shared(shared) = *from
                && is_open(shared)
            {
                total_member(self.measure.dataset, position, &[self.measure.position])?;
            }
        }
        Ok(())
    }

    /// What the joined measure is for a key of the rows' dataset.
    pub fn observe(&self, rows: &Dataset, key: &[Member], reads: &Reads) -> Observation {
        let dataset = self.measure.dataset;
        let members: Option<Vec<Member>> = self
            .from
            .iter()
            .zip(&dataset.dimensions)
            .map(|(from, dimension)| match *from {
                From::Fixed(member) => Some(member),
                From::Shared(shared) if key[shared] == Member::All => {
                    let position = dataset.dimension(&dimension.name)?;
                    total_member(dataset, position, &[self.measure.position]).ok()
                }
                From::Shared(shared) => {
                    let (own, member) = (&rows.dimensions[shared], key[shared]);
                    match own.period_of(member).filter(|_| self.whole_year) {
                        Some(period) => {
                            let code = dimension.code_of_period(period.whole_year());
                            code.map(Member::Code)
                        }
                        None => dimension.member_of(own, member),
                    }
                }
            })
            .collect();
        members.map_or(Observation::MISSING, |key| {
            self.measure.observe(&key, reads)
        })
    }
}
