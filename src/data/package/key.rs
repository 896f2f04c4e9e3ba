//! Keys: what identifies a record, what no two records share, what stands in another resource.

use super::resource::Package;
use crate::data::cell::FieldDescriptor;
use crate::data::descriptor::ForeignKey;
use crate::diag::{Code, Diagnostic, Report};
use crate::input::value::{Fields, Text, Value};

/// The fields of a resource, for the names of other things that lead to them.
pub(super) struct FieldsOf<'a> {
    /// The name of the resource.
    pub(super) resource: &'a str,
    /// Its fields.
    pub(super) fields: &'a [FieldDescriptor],
}

impl FieldsOf<'_> {
    /// That a name is that of no field.
    pub(super) fn unknown(&self, role: &str, name: &Text) -> Diagnostic {
        let (text, resource) = (&name.text, self.resource);
        let message = format!("{role} `{text}` is not a field of `{resource}`");
        let wrong = name.error(Code::BadPackage, message);
        wrong.did_you_mean(text, self.fields.iter().map(|field| field.name.as_str()))
    }

    /// The positions of the fields of a key. A name that is no field, or stands twice, is reported.
    pub(super) fn positions(&self, names: &[&Text], role: &str, report: &mut Report) -> Vec<usize> {
        let mut key = Vec::new();
        for name in names {
            let mut fields = self.fields.iter();
            match fields.position(|field| field.name == name.text) {
                Some(position) if key.contains(&position) => {
                    let message = format!("`{}` stands twice in {role}", name.text);
                    report.push(name.error(Code::BadPackage, message));
                }
                Some(position) => key.push(position),
                None => report.push(self.unknown(role, name)),
            }
        }
        key
    }

    /// The keys that no two records share, besides the primary one.
    pub(super) fn unique_keys(
        &self,
        schema: Option<Fields<'_>>,
        report: &mut Report,
    ) -> Vec<Vec<usize>> {
        let declared = schema.map(|schema| schema.items("uniqueKeys"));
        let declared = declared.unwrap_or_default().iter().map(|names| {
            let names: Vec<&Text> = names.items().iter().filter_map(Value::text).collect();
            self.positions(&names, "a unique key", report)
        });
        let mut keys: Vec<Vec<usize>> = declared.collect();
        let unique = self.fields.iter().enumerate();
        let unique = unique.filter(|(_, field)| field.constraints.unique);
        keys.extend(unique.map(|(column, _)| vec![column]));
        keys
    }

    /// The keys that stand in another resource, or in the same one.
    pub(super) fn foreign_keys(
        &self,
        schema: Option<Fields<'_>>,
        package: &Package<'_>,
        report: &mut Report,
    ) -> Vec<ForeignKey> {
        let declared = schema.map(|schema| schema.tables("foreignKeys"));
        let declared = declared.into_iter().flatten();
        declared
            .filter_map(|key| self.foreign_key(key, package, report))
            .collect()
    }

    fn foreign_key(
        &self,
        key: Fields<'_>,
        package: &Package<'_>,
        report: &mut Report,
    ) -> Option<ForeignKey> {
        let reference = key.table("reference")?;
        let (own, other) = (key.texts("fields"), reference.texts("fields"));
        if own.len() != other.len() || own.is_empty() {
            let message = format!(
                "a foreign key of `{}` has not the same number of fields on both sides",
                self.resource
            );
            report.push(key.error(message));
            return None;
        }
        let named = reference
            .text("resource")
            .filter(|name| !name.text.is_empty());
        let target = named.map_or(self.resource, |name| &name.text);
        if let Some(name) = named.filter(|_| !package.names.contains(&target)) {
            let message = format!("a foreign key leads to `{target}`, which is no resource");
            let wrong = name.error(Code::BadPackage, message);
            report.push(wrong.did_you_mean(target, package.names.iter().copied()));
            return None;
        }
        let fields = self.positions(&own, "the foreign key", report);
        (fields.len() == own.len()).then(|| ForeignKey {
            fields,
            resource: target.to_owned(),
            names: other.into_iter().map(|name| name.text.clone()).collect(),
        })
    }
}
