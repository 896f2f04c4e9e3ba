//! How much of everything a resource may have: each is gone through for each record, or for each other.

use super::entry::Entry;
use super::package_file::{ResourceExtension, SchemaFile};
use super::resource::Package;
use crate::diag::limits::{AFFECTED, CHECKS, COLUMNS, PACKAGE_FIELDS, REVISIONS};
use crate::diag::{Code, Report};

impl Package<'_> {
    /// Reports a resource that has more of something than it may.
    pub(super) fn is_too_large(
        &self,
        (name, extension): (&str, &ResourceExtension),
        schema: &SchemaFile,
        entry: &Entry<'_>,
        report: &mut Report,
    ) -> bool {
        let fields = schema.fields.len();
        self.fields.set(self.fields.get().saturating_add(fields));
        let affected = extension.revisions.iter();
        let affected = affected.map(|revision| revision.affected.len()).sum();
        let counts: [(&str, &[&str], usize, usize); 7] = [
            ("fields", &["schema", "fields"], fields, COLUMNS),
            (
                "unique keys",
                &["schema", "uniqueKeys"],
                schema.unique_keys.len(),
                CHECKS,
            ),
            (
                "foreign keys",
                &["schema", "foreignKeys"],
                schema.foreign_keys.len(),
                CHECKS,
            ),
            (
                "checks",
                &["yearbook", "checks"],
                extension.checks.len(),
                CHECKS,
            ),
            (
                "entries in its register",
                &["yearbook", "revisions"],
                extension.revisions.len(),
                REVISIONS,
            ),
            (
                "groups of cells in its register",
                &["yearbook", "revisions"],
                affected,
                AFFECTED,
            ),
            (
                "fields, with all resources before it,",
                &["schema", "fields"],
                self.fields.get(),
                PACKAGE_FIELDS,
            ),
        ];
        let mut counts = counts.into_iter();
        let Some((what, keys, count, most)) = counts.find(|(_, _, count, most)| count > most)
        else {
            return false;
        };
        let message = format!("`{name}` has {count} {what}; {most} is the most");
        let diagnostic = entry
            .place(keys, "")
            .beginning()
            .error(Code::TooLarge, message);
        report.push(diagnostic);
        true
    }
}
