//! Variables of a page that stands for one code: what their names mean in expressions and figures.

use std::borrow::Cow;
use std::sync::Arc;

use super::evaluator::{Evaluated, Evaluator};
use super::value::{MemberValue, Value};
use crate::content::{FigureData, Sparkline};
use crate::data::Catalog;
use crate::diag::{Code, Diagnostic, Report};
use crate::input::value::Text;
use crate::locale::{Language, Locale};
use crate::stats::{CodeIndex, Dimension};

/// One code that a page stands for.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name in expressions.
    pub name: Arc<str>,
    /// The list that it is a code of.
    pub dimension: Arc<Dimension>,
    /// The code.
    pub code: CodeIndex,
    /// What stands for the code in addresses.
    pub slug: Arc<str>,
}

impl Variable {
    /// The code as text.
    pub fn code(&self) -> &str {
        self.dimension.codes.code(self.code).as_str()
    }

    /// The code one level above, if there is one.
    pub fn parent(&self) -> Option<CodeIndex> {
        self.dimension.codes.entry(self.code).parent
    }

    /// The name of a code of the same list.
    pub fn label(
        &self,
        code: CodeIndex,
        catalog: &Catalog,
        (locale, fallback): (&Locale, &Language),
    ) -> String {
        catalog.label(&self.dimension, code, locale, fallback)
    }
}

/// What can be said of a variable behind a dot.
const PROPERTIES: [&str; 5] = ["code", "level", "lower", "parent", "short"];

/// A variable and what is asked of it: `area.parent` is its parent.
fn find<'v, 'n>(
    variables: &'v [Variable],
    name: &'n str,
) -> Option<(&'v Variable, Option<&'n str>)> {
    let (variable, property) = match name.split_once('.') {
        Some((variable, property)) => (variable, Some(property)),
        None => (name, None),
    };
    let found = variables.iter().find(|v| *v.name == *variable)?;
    Some((found, property))
}

impl Evaluator<'_> {
    /// What a name means that begins with a variable of the page; nothing for other names. The
    /// diagnostic has no place.
    pub fn variable(&self, name: &str) -> Option<Evaluated<Value>> {
        let (variable, property) = find(self.context.variables, name)?;
        let codes = &variable.dimension.codes;
        let words = (self.context.locale, self.context.fallback);
        let member = |code: CodeIndex| {
            Value::Member(MemberValue {
                code: codes.code(code).to_string(),
                label: variable.label(code, self.context.catalog, words),
            })
        };
        let lacks = |what: &str| {
            let message = format!("`{}` has no {what}", variable.code());
            Diagnostic::error(Code::UnknownName, message)
                .hint("select with `where` in the front matter the codes that have one")
        };
        Some(match property {
            None => Ok(member(variable.code)),
            Some("code") => Ok(Value::Text(variable.code().to_owned())),
            Some("parent") => variable.parent().map(member).ok_or_else(|| lacks("parent")),
            Some("level") => {
                let level = codes.entry(variable.code).level.as_deref();
                let level = level.map(|level| Value::Text(level.to_owned()));
                level.ok_or_else(|| lacks("level"))
            }
            Some("lower") => {
                let label = variable.label(variable.code, self.context.catalog, words);
                let mut letters = label.chars();
                let first = letters.next().into_iter().flat_map(char::to_lowercase);
                Ok(Value::Text(first.chain(letters).collect()))
            }
            Some("short") => {
                let language = self.context.locale.language();
                let short =
                    self.context
                        .catalog
                        .short_label(&variable.dimension, variable.code, language);
                Ok(Value::Text(short.unwrap_or_else(|| {
                    variable.label(variable.code, self.context.catalog, words)
                })))
            }
            Some(other) => Err(Diagnostic::error(
                Code::UnknownName,
                format!("`{}` has no `{other}`", variable.name),
            )
            .expected(format!("one of {}", PROPERTIES.join(", ")))
            .did_you_mean(other, PROPERTIES)),
        })
    }

    /// The code that a text names: itself, or what its variable stands for. The diagnostic has no
    /// place.
    pub fn code_of<'t>(&self, text: &'t str) -> Evaluated<Cow<'t, str>> {
        let Some(name) = text.strip_prefix(crate::content::VARIABLE) else {
            return Ok(Cow::Borrowed(text));
        };
        match self.variable(name) {
            Some(Ok(Value::Member(member))) => Ok(Cow::Owned(member.code)),
            Some(Ok(Value::Text(text))) => Ok(Cow::Owned(text)),
            Some(Err(diagnostic)) => Err(diagnostic),
            Some(Ok(Value::Figure(_) | Value::Truth(_))) | None => {
                let names = self
                    .context
                    .variables
                    .iter()
                    .map(|v| format!("${}", v.name));
                let known: Vec<String> = names.collect();
                let diagnostic = Diagnostic::error(
                    Code::UnknownName,
                    format!("`{text}` is no variable of this page"),
                );
                Err(if known.is_empty() {
                    diagnostic.expected("a code; a document with `each` has variables")
                } else {
                    diagnostic
                        .expected(format!("one of {}", known.join(", ")))
                        .did_you_mean(text, known.iter().map(String::as_str))
                })
            }
        }
    }

    /// The data of a figure with codes in the places of variables; `None` when one is unknown.
    pub fn with_codes(&self, data: &FigureData, report: &mut Report) -> Option<FigureData> {
        let mut own = data.clone();
        self.put_codes(own.codes_mut(), report)?;
        Some(own)
    }

    /// A sparkline with codes in the places of variables.
    pub fn sparkline_with_codes(
        &self,
        sparkline: &Sparkline,
        report: &mut Report,
    ) -> Option<Sparkline> {
        let mut sparkline = sparkline.clone();
        self.put_codes(sparkline.codes_mut(), report)?;
        Some(sparkline)
    }

    fn put_codes(&self, texts: Vec<&mut Text>, report: &mut Report) -> Option<()> {
        let mut sound = Some(());
        for text in texts {
            match self.code_of(&text.text) {
                Ok(Cow::Borrowed(_)) => {}
                Ok(Cow::Owned(code)) => text.text = code,
                Err(diagnostic) => {
                    report.push(diagnostic.at(&text.span));
                    sound = None;
                }
            }
        }
        sound
    }
}
