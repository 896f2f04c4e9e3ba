//! What documents show besides their texts, by their kind.

use serde::{Serialize, Serializer};

use super::{ChangesInputs, Download, EditionFacts, PageLink, PrintedDate};

/// What a document shows besides its text, by its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum KindInputs {
    /// A front page, with the latest publications.
    Home(Vec<ListedPage>),
    /// A publication, with the ways to cite it.
    Article(Box<CiteInputs>),
    /// A page about one measure; nothing when the measure is unknown.
    Indicator(Option<Box<IndicatorInputs>>),
    /// A page about a topic, with the pages that belong to it.
    Topic(Vec<ListedPage>),
    /// The codes of a list by the alphabet.
    Index(Vec<IndexGroup>),
    /// Every page of the language by the alphabet.
    Search(SearchInputs),
    /// A page about methods, with the checks of all datasets.
    Methodology(Vec<ChecksInputs>),
    /// The calendar of releases.
    Releases(ReleasesInputs),
    /// The register of revisions and corrections of all datasets.
    Corrections(Vec<RevisionInputs>),
    /// What changed in the data with each edition.
    Changes(ChangesInputs),
    /// What an edition is made from and was held to.
    Edition(Box<EditionFacts>),
    /// Any other page.
    Page,
}

/// What a page for searching shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SearchInputs {
    /// Every page by the alphabet.
    #[serde(skip)]
    pub pages: Vec<IndexGroup>,
    /// The program that searches texts; none where this program makes no index of them.
    pub texts: Option<String>,
    /// The folder of the lists of places; none where no page stands for a code.
    pub places: Option<String>,
}

impl Serialize for KindInputs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        KindFields::of(self).serialize(serializer)
    }
}

/// What templates see of a kind: what another one has is empty.
#[derive(Debug, Default, Serialize)]
struct KindFields<'a> {
    latest: &'a [ListedPage],
    cite: Option<&'a CiteInputs>,
    indicator: Option<&'a IndicatorInputs>,
    listed: &'a [ListedPage],
    index: &'a [IndexGroup],
    search: Option<&'a SearchInputs>,
    checks: &'a [ChecksInputs],
    releases: Option<&'a ReleasesInputs>,
    revisions: &'a [RevisionInputs],
    changes: Option<&'a ChangesInputs>,
    edition: Option<&'a EditionFacts>,
}

impl<'a> KindFields<'a> {
    fn of(kind: &'a KindInputs) -> KindFields<'a> {
        let mut fields = KindFields::default();
        match kind {
            KindInputs::Home(latest) => fields.latest = latest,
            KindInputs::Article(cite) => fields.cite = Some(cite),
            KindInputs::Indicator(indicator) => fields.indicator = indicator.as_deref(),
            KindInputs::Topic(pages) => fields.listed = pages,
            KindInputs::Index(groups) => fields.index = groups,
            KindInputs::Search(search) => {
                fields.index = &search.pages;
                fields.search = Some(search);
            }
            KindInputs::Methodology(checks) => fields.checks = checks,
            KindInputs::Releases(releases) => fields.releases = Some(releases),
            KindInputs::Corrections(revisions) => fields.revisions = revisions,
            KindInputs::Changes(changes) => fields.changes = Some(changes),
            KindInputs::Edition(facts) => fields.edition = Some(facts),
            KindInputs::Page => {}
        }
        fields
    }
}

impl KindInputs {
    /// Whether it is about data, and not about other pages.
    pub fn tells_of_data(&self) -> bool {
        matches!(
            self,
            KindInputs::Changes(_)
                | KindInputs::Corrections(_)
                | KindInputs::Edition(_)
                | KindInputs::Indicator(_)
                | KindInputs::Methodology(_)
        )
    }

    /// The name of the kind, which is also that of its template.
    pub fn name(&self) -> &'static str {
        match self {
            KindInputs::Home(_) => "home",
            KindInputs::Article(_) => "article",
            KindInputs::Indicator(_) => "indicator",
            KindInputs::Topic(_) => "topic",
            KindInputs::Index(_) => "index",
            KindInputs::Search(_) => "search",
            KindInputs::Methodology(_) => "methodology",
            KindInputs::Releases(_) => "releases",
            KindInputs::Corrections(_) => "corrections",
            KindInputs::Changes(_) => "changes",
            KindInputs::Edition(_) => "edition",
            KindInputs::Page => "page",
        }
    }
}

/// How a page is cited.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CiteInputs {
    /// Who publishes it.
    pub organisation: String,
    /// Its title.
    pub title: String,
    /// Its edition: the day on which it was published or its data last changed.
    pub date: Option<PrintedDate>,
    /// Where it is; nothing when the host is not known.
    pub url: Option<String>,
    /// The language that it is in.
    pub language: String,
    /// The key by which programs know it.
    pub key: String,
    /// Whether it is a dataset and not a text.
    pub is_dataset: bool,
    /// The same for programs, as files.
    pub files: Vec<Download>,
}

/// The checks across records that a dataset passed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ChecksInputs {
    /// The title of the dataset.
    pub title: String,
    /// The page of the dataset.
    pub href: Option<String>,
    /// Each check in a sentence.
    pub checks: Vec<String>,
    /// The places where one is waived.
    pub waivers: Vec<WaiverInputs>,
}

/// A place where a check is waived.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct WaiverInputs {
    /// The check in a sentence.
    pub check: String,
    /// The codes of the place in words; none when it is waived everywhere.
    pub places: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A page with what is said of it where pages are listed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ListedPage {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// When it was published.
    pub date: Option<PrintedDate>,
    /// What it says, in one or two sentences; left out where a list is long.
    pub summary: Option<String>,
}

/// What a page says of one measure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct IndicatorInputs {
    /// What it is called.
    pub name: String,
    /// What is counted.
    pub definition: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// Its first period.
    pub first_period: Option<String>,
    /// Its last period.
    pub last_period: Option<String>,
    /// What the data cover.
    pub coverage: Option<String>,
    /// How they were collected.
    pub method: Option<String>,
    /// Who produced them.
    pub source: Option<String>,
    /// The page of its dataset.
    pub dataset: PageLink,
}

/// The names that begin with one letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct IndexGroup {
    /// The letter.
    pub letter: String,
    /// The anchor of the letter.
    pub id: String,
    /// The names, sorted.
    pub entries: Vec<IndexEntry>,
}

/// A name of an index.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct IndexEntry {
    /// The name.
    pub name: String,
    /// Its page, if it has one.
    pub href: Option<String>,
    /// The name of what it is a part of, or what kind of page it is.
    pub within: Option<String>,
}

/// The calendar of releases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct ReleasesInputs {
    /// What is to come, the next one first.
    pub ahead: Vec<ReleaseInputs>,
    /// What was, the latest first.
    pub past: Vec<ReleaseInputs>,
    /// What makes the names of releases different from those of other sites.
    pub domain: String,
    /// The same as a file for calendars.
    pub calendar: Option<Download>,
}

/// The next release of the datasets of a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NextRelease {
    /// The release.
    pub release: ReleaseInputs,
    /// The calendar that lists it.
    pub calendar: PageLink,
}

/// One release.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ReleaseInputs {
    /// Its name, which never changes.
    pub id: String,
    /// What is released.
    pub title: String,
    /// When, in words.
    pub when: String,
    /// When, for machines, if there is a form for it.
    pub iso: Option<String>,
    /// The day, if it is known.
    pub day: Option<String>,
    /// How certain that is.
    pub status: &'static str,
    /// The same in words.
    pub status_word: String,
    /// Why it was postponed or cancelled.
    pub reason: Option<String>,
    /// The pages of the datasets that it brings up to date.
    pub datasets: Vec<PageLink>,
    /// What was published.
    pub page: Option<PageLink>,
}

/// A change of published values.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct RevisionInputs {
    /// Whether it was planned, in words.
    pub kind: String,
    /// Whether it mended a mistake.
    pub is_correction: bool,
    /// The day from which the new values stand.
    pub date: PrintedDate,
    /// What was changed.
    pub what: String,
    /// Why.
    pub why: String,
    /// Which cells have other values, each part in words.
    pub affected: Vec<String>,
    /// The versions on the page of the dataset.
    pub dataset: PageLink,
    /// The file that was published before.
    pub replaced: Option<PageLink>,
}

/// What readers see in one language whose address leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NotFoundInputs {
    /// The language's tag.
    pub language: String,
    /// That there is no such page.
    pub title: String,
    /// What readers can do.
    pub advice: String,
    /// Where they may go on from.
    pub links: Vec<PageLink>,
}
