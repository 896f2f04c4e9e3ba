//! The time of a build: the only place that looks at the clock.

use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

use crate::stats::Date;

/// The variable with which reproducible builds give their time, in seconds since 1970.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// The day of a date or of a time in RFC 3339, in its own time zone.
pub(super) fn parse(text: &str) -> Result<Date, String> {
    Pieces::parse(text)
        .map(|pieces| pieces.date())
        .map_err(|_| "expected a time such as 2024-07-03T09:30:00+07:00, or a date".to_owned())
}

/// The day of the build: the one that is given, that of `SOURCE_DATE_EPOCH`, or today.
pub(super) fn decide(given: Option<Date>) -> Date {
    let epoch = || {
        let seconds = std::env::var(EPOCH).ok()?.parse().ok()?;
        Timestamp::from_second(seconds).ok()
    };
    given.unwrap_or_else(|| {
        let time = epoch().unwrap_or_else(Timestamp::now);
        Offset::UTC.to_datetime(time).date()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_keeps_the_day_of_its_own_zone() {
        let day = |text| parse(text).map(|day| day.to_string());
        assert_eq!(day("2024-07-03"), Ok("2024-07-03".into()));
        assert_eq!(day("2024-07-03T02:00:00+07:00"), Ok("2024-07-03".into()));
        assert_eq!(day("2024-07-03T23:30:00Z"), Ok("2024-07-03".into()));
        assert!(day("yesterday").is_err());
    }
}
