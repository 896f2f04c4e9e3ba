//! How much of everything a resource may have: each is gone through for each record, or for each other.

use super::resource::Package;
use crate::diag::limits::{AFFECTED, CHECKS, COLUMNS, PACKAGE_FIELDS, REVISIONS};
use crate::diag::{Code, Report};
use crate::input::value::Fields;

impl Package<'_> {
    /// Reports a resource that has more of something than it may.
    pub(super) fn is_too_large(
        &self,
        resource: Fields<'_>,
        schema: Option<Fields<'_>>,
        report: &mut Report,
    ) -> bool {
        let extension = resource.table("yearbook");
        let count = |of: Option<Fields<'_>>, key| of.map_or(0, |of| of.items(key).len());
        let fields = count(schema, "fields");
        self.fields.set(self.fields.get().saturating_add(fields));
        let entries = extension.map(|extension| extension.tables("revisions"));
        let entries = entries.into_iter().flatten();
        let affected = entries.map(|entry| entry.items("affected").len()).sum();
        let counts = [
            (schema, "fields", "fields", fields, COLUMNS),
            (
                schema,
                "uniqueKeys",
                "unique keys",
                count(schema, "uniqueKeys"),
                CHECKS,
            ),
            (
                schema,
                "foreignKeys",
                "foreign keys",
                count(schema, "foreignKeys"),
                CHECKS,
            ),
            (
                extension,
                "checks",
                "checks",
                count(extension, "checks"),
                CHECKS,
            ),
            (
                extension,
                "revisions",
                "entries in its register",
                count(extension, "revisions"),
                REVISIONS,
            ),
            (
                extension,
                "revisions",
                "groups of cells in its register",
                affected,
                AFFECTED,
            ),
            (
                schema,
                "fields",
                "fields, with all resources before it,",
                self.fields.get(),
                PACKAGE_FIELDS,
            ),
        ];
        let mut counts = counts.into_iter();
        let Some((of, key, what, count, most)) = counts.find(|(.., count, most)| count > most)
        else {
            return false;
        };
        let name = resource.text("name").map_or("", |name| &name.text);
        let message = format!("`{name}` has {count} {what}; {most} is the most");
        let place = of.unwrap_or(resource).place(key).beginning();
        report.push(place.error(Code::TooLarge, message));
        true
    }
}
