//! Dates in words. The pattern and the names of months are words of the theme, because official
//! usage differs from CLDR in Vietnamese: `ngày 03 tháng 7 năm 2024` (Decree 30/2020).

use super::Locale;

impl Locale {
    /// A civil date in words, from year, month 1-12 and day 1-31.
    pub fn date(&self, year: i16, month: i8, day: i8) -> String {
        let month_name = self.words.get(&format!("date.month_{month:02}"));
        self.words.fill(
            "date.long",
            &[
                ("day", &day.to_string()),
                ("day_2", &format!("{day:02}")),
                ("month", month_name),
                ("year", &format!("{year:04}")),
            ],
        )
    }
}
