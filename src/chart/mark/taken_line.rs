//! A horizontal line of a drawing along which texts and shapes may not overlap.

/// Between a text and its neighbour.
const GAP: f64 = 4.0;

/// The parts of a line between two edges in which something stands already.
#[derive(Clone, Debug)]
pub(super) struct TakenLine {
    edges: (f64, f64),
    taken: Vec<(f64, f64)>,
}

impl TakenLine {
    /// A line between two edges, with nothing on it.
    pub(super) fn new(start: f64, end: f64) -> TakenLine {
        TakenLine {
            edges: (start, end),
            taken: Vec::new(),
        }
    }

    /// Takes a part of the line, whether or not it is free.
    pub(super) fn take(&mut self, from: f64, to: f64) {
        self.taken.push((from, to));
    }

    /// Takes `width` from the first of some starts where it is free. Returns the start.
    pub(super) fn place(
        &mut self,
        starts: impl IntoIterator<Item = f64>,
        width: f64,
    ) -> Option<f64> {
        let start = starts
            .into_iter()
            .find(|&start| self.is_free(start, start + width))?;
        self.take(start, start + width);
        Some(start)
    }

    fn is_free(&self, from: f64, to: f64) -> bool {
        from >= self.edges.0
            && to <= self.edges.1
            && self
                .taken
                .iter()
                .all(|(start, end)| to + GAP <= *start || from >= end + GAP)
    }

    /// The start nearest to a wanted one at which a width lies between the edges.
    pub(super) fn clamp(&self, start: f64, width: f64) -> f64 {
        start.min(self.edges.1 - width).max(self.edges.0)
    }
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    reason = "the places are whole numbers, which are exact"
)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_once() {
        let mut line = TakenLine::new(0.0, 100.0);
        line.take(0.0, 40.0);
        assert_eq!(line.place([10.0, 95.0, 50.0], 20.0), Some(50.0));
        assert_eq!(line.place([50.0, 60.0, 90.0], 20.0), None);
        assert_eq!(line.clamp(95.0, 20.0), 80.0);
    }
}
