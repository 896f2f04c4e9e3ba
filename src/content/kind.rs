//! The kinds of documents, and what a document says because of its kind.

use crate::input::value::Text;
use crate::stats::{Date, Period};

/// What kind of page a document becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The front page of a language, with headline figures and the latest publications.
    Home,
    /// A dated publication, with the ways to cite it.
    Article,
    /// A page about one measure: what it is and where it comes from.
    Indicator,
    /// A page about a topic, which lists the documents that name it.
    Topic,
    /// The codes of a list by the alphabet, each leading to its page.
    Index,
    /// Every page of the site by the alphabet, to be searched.
    Search,
    /// A page about methods, which lists the checks of all datasets and what was waived.
    Methodology,
    /// The calendar of releases.
    Releases,
    /// The register of revisions and corrections of all datasets.
    Corrections,
    /// What changed in the data with each edition.
    Changes,
    /// What this edition is made from and was held to.
    Edition,
    /// Any other page.
    Page,
}

impl Kind {
    /// Every kind with the word that authors write, which is also the name of its template.
    pub const NAMES: [(&'static str, Kind); 12] = [
        ("home", Kind::Home),
        ("article", Kind::Article),
        ("indicator", Kind::Indicator),
        ("topic", Kind::Topic),
        ("index", Kind::Index),
        ("search", Kind::Search),
        ("methodology", Kind::Methodology),
        ("releases", Kind::Releases),
        ("corrections", Kind::Corrections),
        ("changes", Kind::Changes),
        ("edition", Kind::Edition),
        ("page", Kind::Page),
    ];
}

/// What a document says because of its kind, in the words of its file.
#[derive(Clone, Debug, Default)]
pub struct KindData {
    /// The measure of an indicator, as `dataset.measure`.
    pub indicator: Option<Text>,
    /// The code list of an index.
    pub list: Option<Text>,
    /// The levels of the code list that an index shows; all when none is named.
    pub levels: Vec<Text>,
    /// The releases of a calendar.
    pub releases: Vec<Release>,
}

/// One entry of the calendar of releases.
#[derive(Clone, Debug)]
pub struct Release {
    /// Its name, by which calendars of readers know it.
    pub id: Text,
    /// What is released.
    pub title: String,
    /// When; a translation does not say.
    pub date: Option<ReleaseDate>,
    /// How certain that is.
    pub status: ReleaseStatus,
    /// The datasets that it brings up to date.
    pub datasets: Vec<Text>,
    /// Why it was postponed or cancelled.
    pub reason: Option<String>,
    /// The document that was published, by its path from the site's root.
    pub page: Option<Text>,
}

/// When something is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseDate {
    /// On a day.
    Day(Date),
    /// Some day of a month, a quarter, a half or a year.
    Within(Period),
}

impl ReleaseDate {
    /// The last day on which it may be; releases are sorted by it.
    pub fn last_day(self) -> Date {
        match self {
            ReleaseDate::Day(day) => day,
            ReleaseDate::Within(period) => period.last_day(),
        }
    }
}

/// How certain a release is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReleaseStatus {
    /// The day may still change.
    Provisional,
    /// The day is announced.
    Confirmed,
    /// It was moved to another day.
    Postponed,
    /// It will not be.
    Cancelled,
    /// It is out.
    Published,
}

impl ReleaseStatus {
    /// Every status with the word that authors write.
    pub const NAMES: [(&'static str, ReleaseStatus); 5] = [
        ("provisional", ReleaseStatus::Provisional),
        ("confirmed", ReleaseStatus::Confirmed),
        ("postponed", ReleaseStatus::Postponed),
        ("cancelled", ReleaseStatus::Cancelled),
        ("published", ReleaseStatus::Published),
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        let known = ReleaseStatus::NAMES
            .iter()
            .find(|(_, status)| *status == self);
        known.map_or("", |(name, _)| name)
    }

    /// Whether the release is still to come.
    pub fn is_ahead(self) -> bool {
        match self {
            ReleaseStatus::Provisional | ReleaseStatus::Confirmed | ReleaseStatus::Postponed => {
                true
            }
            ReleaseStatus::Cancelled | ReleaseStatus::Published => false,
        }
    }
}
