//! Keys: what identifies a record, what no two records share, what stands in another resource.

use super::descriptor::{FieldDescriptor, ForeignKey};
use super::entry::Entry;
use super::package_file::{ForeignKeyFile, OneOrMany};
use crate::diag::Report;

/// The positions of the fields of a key. A name that is no field, or stands twice, is reported.
pub(super) fn positions(
    names: &[String],
    (role, keys): (&str, &[&str]),
    fields: &[FieldDescriptor],
    entry: &Entry<'_>,
    report: &mut Report,
) -> Vec<usize> {
    let mut key = Vec::new();
    for name in names {
        match fields.iter().position(|field| field.name == *name) {
            Some(position) if key.contains(&position) => {
                let message = format!("`{name}` stands twice in {role}");
                report.push(entry.wrong(message, keys, name));
            }
            Some(position) => key.push(position),
            None => report.push(entry.unknown_field(role, keys, name, fields)),
        }
    }
    key
}

/// The keys that no two records share, besides the primary one.
pub(super) fn unique_keys(
    files: Vec<OneOrMany>,
    fields: &[FieldDescriptor],
    entry: &Entry<'_>,
    report: &mut Report,
) -> Vec<Vec<usize>> {
    let declared = files.into_iter().map(|names| {
        positions(
            &names.into_vec(),
            ("a unique key", &["schema", "uniqueKeys"]),
            fields,
            entry,
            report,
        )
    });
    let mut keys: Vec<Vec<usize>> = declared.collect();
    let unique = fields.iter().enumerate();
    keys.extend(
        unique
            .filter(|(_, field)| field.constraints.unique)
            .map(|(column, _)| vec![column]),
    );
    keys
}

const FOREIGN_KEYS: [&str; 2] = ["schema", "foreignKeys"];

/// The keys that stand in another resource, or in the same one. `names` are those of all
/// resources.
pub(super) fn foreign_keys(
    files: Vec<ForeignKeyFile>,
    fields: &[FieldDescriptor],
    names: &[String],
    entry: &Entry<'_>,
    report: &mut Report,
) -> Vec<ForeignKey> {
    let mut keys = Vec::new();
    for file in files {
        let (own, other) = (file.fields.into_vec(), file.reference.fields.into_vec());
        if own.len() != other.len() || own.is_empty() {
            let message = format!(
                "a foreign key of `{}` has not the same number of fields on both sides",
                entry.name
            );
            report.push(entry.wrong(message, &FOREIGN_KEYS, ""));
            continue;
        }
        let target = match file.reference.resource.as_str() {
            "" => entry.name,
            other => other,
        };
        if !names.iter().any(|name| name == target) {
            let message = format!("a foreign key leads to `{target}`, which is no resource");
            report.push(
                entry
                    .wrong(message, &FOREIGN_KEYS, target)
                    .did_you_mean(target, names.iter().map(String::as_str)),
            );
            continue;
        }
        let positions = positions(
            &own,
            ("the foreign key", &FOREIGN_KEYS),
            fields,
            entry,
            report,
        );
        if positions.len() == own.len() {
            keys.push(ForeignKey {
                fields: positions,
                resource: target.to_owned(),
                names: other,
            });
        }
    }
    keys
}
