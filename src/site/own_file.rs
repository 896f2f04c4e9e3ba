//! Files about the whole site that an author's files could take the places of.

/// What programs may look at, at the root of a host, unless the site has such a file of its own.
pub const ROBOTS: &str = "robots.txt";

/// The list of pages for search engines.
pub const SITEMAP: &str = "sitemap.xml";

/// Its files: JSON-LD, then Turtle.
pub const CATALOGUE_FILES: [&str; 2] = ["catalog.jsonld", "catalog.ttl"];
