//! Variables of a page that stands for one code: what their names mean in expressions and figures.

use std::borrow::Cow;
use std::sync::Arc;

use super::evaluator::{Context, Evaluated, Evaluator};
use super::name::member;
use super::value::{MemberValue, Value};
use crate::diag::{Code, Diagnostic};
use crate::stats::{CodeIndex, Dimension, Member};

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
        let Context {
            catalog,
            locale,
            fallback,
            ..
        } = self.context;
        let label = |code| catalog.label(&variable.dimension, code, locale, fallback);
        let value = |code: CodeIndex| {
            Value::Member(MemberValue {
                dimension: Arc::clone(&variable.dimension),
                code,
            })
        };
        let lacks = |what: &str| {
            let message = format!("`{}` has no {what}", variable.code());
            Diagnostic::error(Code::UnknownName, message)
                .hint("select with `where` in the front matter the codes that have one")
        };
        Some(match property {
            None => Ok(value(variable.code)),
            Some("code") => Ok(Value::Text(variable.code().to_owned())),
            Some("parent") => variable.parent().map(value).ok_or_else(|| lacks("parent")),
            Some("level") => {
                let level = codes.entry(variable.code).level.as_deref();
                let level = level.map(|level| Value::Text(level.to_owned()));
                level.ok_or_else(|| lacks("level"))
            }
            Some("lower") => {
                let label = label(variable.code);
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
                Ok(Value::Text(short.unwrap_or_else(|| label(variable.code))))
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
        match self.variable_of(text)? {
            None => Ok(Cow::Borrowed(text)),
            Some(Value::Member(member)) => Ok(Cow::Owned(member.text().to_owned())),
            Some(Value::Text(text)) => Ok(Cow::Owned(text)),
            Some(Value::Figure(_) | Value::Truth(_)) => Err(self.no_variable(text)),
        }
    }

    /// The member of a dimension that a text names, itself or by a variable; the diagnostic has no place.
    pub fn member(&self, dimension: &Dimension, text: &str) -> Evaluated<Member> {
        match self.variable_of(text)? {
            None => member(self.context.catalog, dimension, text),
            Some(Value::Member(found)) => self.member_of_value(dimension, &found),
            Some(Value::Text(text)) => member(self.context.catalog, dimension, &text),
            Some(Value::Figure(_) | Value::Truth(_)) => Err(self.no_variable(text)),
        }
    }

    /// The member of a dimension that a code of a list is; the diagnostic has no place.
    pub(super) fn member_of_value(
        &self,
        dimension: &Dimension,
        value: &MemberValue,
    ) -> Evaluated<Member> {
        let own = dimension.member_of(&value.dimension, Member::Code(value.code));
        own.map_or_else(|| member(self.context.catalog, dimension, value.text()), Ok)
    }

    /// What the variable stands for that a text names; nothing where the text is a code itself. The
    /// diagnostic has no place.
    fn variable_of(&self, text: &str) -> Evaluated<Option<Value>> {
        let Some(name) = text.strip_prefix(crate::content::VARIABLE) else {
            return Ok(None);
        };
        match self.variable(name) {
            Some(value) => value.map(Some),
            None => Err(self.no_variable(text)),
        }
    }

    /// That a text which looks like a variable is none; without place.
    fn no_variable(&self, text: &str) -> Diagnostic {
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
        if known.is_empty() {
            diagnostic.expected("a code; a document with `each` has variables")
        } else {
            diagnostic
                .expected(format!("one of {}", known.join(", ")))
                .did_you_mean(text, known.iter().map(String::as_str))
        }
    }
}

impl MemberValue {
    /// The code as text.
    pub fn text(&self) -> &str {
        self.dimension.codes.code(self.code).as_str()
    }
}
