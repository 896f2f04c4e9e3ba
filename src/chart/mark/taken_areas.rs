//! The areas of a drawing in which something stands already, so that texts are put elsewhere.

/// A part of the view box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::chart) struct Area {
    /// From left to right.
    pub(in crate::chart) across: (f64, f64),
    /// From top to bottom.
    pub(in crate::chart) down: (f64, f64),
}

impl Area {
    /// A square around a point.
    pub(super) fn around(x: f64, y: f64, radius: f64) -> Area {
        Area {
            across: (x - radius, x + radius),
            down: (y - radius, y + radius),
        }
    }

    /// Whether two areas have a part in common.
    pub(in crate::chart) fn overlaps(&self, other: &Area) -> bool {
        self.across.0 < other.across.1
            && other.across.0 < self.across.1
            && self.down.0 < other.down.1
            && other.down.0 < self.down.1
    }
}

/// The areas of a frame in which something is drawn already.
#[derive(Debug)]
pub(super) struct TakenAreas {
    frame: Area,
    taken: Vec<Area>,
}

impl TakenAreas {
    /// Nothing taken in a frame.
    pub(super) fn new(frame: Area) -> TakenAreas {
        TakenAreas {
            frame,
            taken: Vec::new(),
        }
    }

    /// Takes an area, whether or not it is free.
    pub(super) fn take(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Takes a thin trace of a straight line.
    pub(super) fn take_line(&mut self, from: (f64, f64), to: (f64, f64)) {
        const SAMPLES: u32 = 12;
        for sample in 0..=SAMPLES {
            let share = f64::from(sample) / f64::from(SAMPLES);
            let x = from.0 + share * (to.0 - from.0);
            let y = from.1 + share * (to.1 - from.1);
            self.take(Area::around(x, y, 1.0));
        }
    }

    /// Takes the first of some areas that lies in the frame and is free; returns which.
    pub(super) fn place(&mut self, areas: &[Area]) -> Option<usize> {
        let index = areas.iter().position(|area| self.is_free(area))?;
        self.take(areas[index]);
        Some(index)
    }

    fn is_free(&self, area: &Area) -> bool {
        let frame = &self.frame;
        area.across.0 >= frame.across.0
            && area.across.1 <= frame.across.1
            && area.down.0 >= frame.down.0
            && area.down.1 <= frame.down.1
            && !self.taken.iter().any(|taken| taken.overlaps(area))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_not_given_again() {
        let frame = Area {
            across: (0.0, 100.0),
            down: (0.0, 100.0),
        };
        let mut taken = TakenAreas::new(frame);
        taken.take_line((0.0, 50.0), (100.0, 50.0));
        let areas = [50.0, 95.0, 20.0].map(|y| Area::around(40.0, y, 8.0));
        assert_eq!(taken.place(&areas), Some(2));
        assert_eq!(taken.place(&areas), None);
    }
}
