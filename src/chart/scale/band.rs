//! Categories to bands that lie beside or below each other.

/// Bands along an axis, in the order of the categories.
#[derive(Clone, Debug)]
pub(in crate::chart) struct BandScale {
    bands: Vec<(f64, f64)>,
}

impl BandScale {
    /// Bands of the given sizes, one after the other.
    pub(in crate::chart) fn stacked(start: f64, sizes: impl IntoIterator<Item = f64>) -> BandScale {
        let mut edge = start;
        let bands = sizes
            .into_iter()
            .map(|size| {
                let from = edge;
                edge += size;
                (from, edge)
            })
            .collect();
        BandScale { bands }
    }

    /// Bands of one size that fill a range.
    pub(in crate::chart) fn even(start: f64, end: f64, count: usize) -> BandScale {
        let size = (end - start) / count.max(1) as f64;
        BandScale::stacked(start, (0..count).map(|_| size))
    }

    /// Bands as far apart as places in time, which increase, over a range; each as wide as the
    /// nearest two are apart.
    pub(in crate::chart) fn along_time(start: f64, end: f64, places: &[i32]) -> BandScale {
        let gaps = places.windows(2).map(|pair| f64::from(pair[1] - pair[0]));
        let nearest = gaps.clone().fold(f64::INFINITY, f64::min);
        let span: f64 = gaps.sum();
        let [first, _, ..] = places else {
            return BandScale::even(start, end, places.len());
        };
        let width = (end - start) / (1.0 + span / nearest);
        let band = |place: &i32| {
            let from = start + width * f64::from(place - first) / nearest;
            (from, from + width)
        };
        BandScale {
            bands: places.iter().map(band).collect(),
        }
    }

    /// The two edges of the band of a category.
    pub(in crate::chart) fn band(&self, category: usize) -> (f64, f64) {
        let end = self.bands.last().map_or((0.0, 0.0), |&(_, end)| (end, end));
        self.bands.get(category).copied().unwrap_or(end)
    }

    /// The middle of a band.
    pub(in crate::chart) fn middle(&self, category: usize) -> f64 {
        let (from, to) = self.band(category);
        f64::midpoint(from, to)
    }

    /// From the start of the first band to the end of the last.
    pub(in crate::chart) fn range(&self) -> (f64, f64) {
        let start = self.bands.first().map_or(0.0, |&(start, _)| start);
        let end = self.bands.last().map_or(start, |&(_, end)| end);
        (start, end)
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
    fn bands_lie_side_by_side() {
        let scale = BandScale::even(10.0, 40.0, 3);
        assert_eq!(scale.band(1), (20.0, 30.0));
        assert_eq!(scale.range(), (10.0, 40.0));
        assert_eq!(BandScale::even(10.0, 40.0, 0).band(0), (0.0, 0.0));
    }

    #[test]
    fn a_year_left_out_leaves_its_room() {
        let scale = BandScale::along_time(0.0, 80.0, &[24_000, 24_012, 24_036]);
        assert_eq!([0, 1, 2].map(|i| scale.band(i).0), [0.0, 20.0, 60.0]);
        assert_eq!(scale.range(), (0.0, 80.0));
        assert_eq!(
            BandScale::along_time(0.0, 80.0, &[24_000]).band(0),
            (0.0, 80.0)
        );
    }
}
