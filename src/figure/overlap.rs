//! Parts of which one holds another.

use crate::diag::{Code, Diagnostic};
use crate::stats::{self, Dimension, Member};

/// Parts of a stack of which one holds another.
pub(super) fn overlapping(dimension: &Dimension, members: &[Member]) -> Option<Diagnostic> {
    let codes: Vec<_> = members.iter().filter_map(|member| member.code()).collect();
    let total = members.iter().any(|member| dimension.is_total(*member));
    let holds_another = codes.iter().find(|code| {
        let parent = |code: &stats::CodeIndex| dimension.codes.entry(*code).parent;
        std::iter::successors(parent(code), parent).any(|above| codes.contains(&above))
    });
    let message = if total && members.len() > 1 {
        format!("the total of `{}` stands among its parts", dimension.name)
    } else {
        let code = dimension.codes.code(*holds_another?);
        format!("`{code}` is a part of another code that stands beside it")
    };
    Some(
        Diagnostic::error(Code::OverlappingParts, message)
            .expected("codes of which none holds another; name them with `where`"),
    )
}
