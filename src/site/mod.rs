//! Which pages exist, where they are, and what each of them shows.
//!
//! [`plan`] decides pages and addresses; [`Site::inputs`] resolves one page's references into a
//! [`PageInputs`], which holds everything that the page can show. How it looks is decided in
//! `render`.

mod active_content;
mod active_markup;
mod address;
mod ahead_release;
mod alias;
mod api;
mod assemble;
mod card;
mod catalogue;
mod changes;
mod citation;
mod clash;
mod code_index;
mod code_slug;
mod compressed_copy;
mod corrected;
mod data_checks;
mod data_file;
mod data_page;
mod each;
mod edition;
mod editorial;
mod feed;
mod figure;
mod figure_file;
mod finder;
mod format_limit;
mod headline;
mod host_file;
mod image;
mod indicator;
mod inputs;
mod kind;
mod link;
mod own_file;
mod page;
mod page_list;
mod plan;
mod publications;
mod published_path;
mod related;
mod relatives;
mod releases;
mod revisions;
mod site_index;
mod site_plan;
mod topic;
mod translation;
mod typed_number;
mod waivers;

pub use address::{Address, encode};
pub use alias::Redirect;
pub use api::ApiInputs;
pub use catalogue::{CatalogueInputs, ListedDataset};
pub use data_file::DataFile;
pub use editorial::LONGEST_TITLE;
pub use figure::chart;
pub use finder::FoundPlace;
pub use inputs::{
    AliasInputs, BodyPart, CardInputs, ChangedCell, ChangedResource, ChangesInputs, ChecksInputs,
    CiteInputs, Colophon, ContentsEntry, DataIndexEntry, DataIndexInputs, DatasetInputs,
    DocumentInputs, Download, EditionDataset, EditionFacts, EditionInputs, EditionWaivers,
    EmbedInputs, FeedEntry, FeedInputs, FieldInputs, FigureInputs, HeadlineInputs, IndexEntry,
    IndexGroup, IndicatorInputs, KindInputs, LanguageLink, Licence, ListedPage, MeasureInputs,
    NavigationLink, NextRelease, NotFoundInputs, PageContent, PageInputs, PageLink, PreviewCell,
    PreviewHead, PrintedDate, RelativesInputs, ReleaseInputs, ReleasesInputs, RevisionInputs,
    SearchInputs, SiteInputs, SourceInputs, WaiverInputs, WaiverReason,
};
pub use own_file::{CATALOGUE_FILES, ROBOTS, SITEMAP};
pub use page::{Page, PageKind, RawPage};
pub use plan::plan;
pub use site_plan::Site;
pub use waivers::{WaiverPlace, WaiverRecord};
