//! Codes and code lists: the allowed values of a dimension, their order and their hierarchy.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::period::{Date, Period};

/// A machine code such as `thanh-mien`. Cheap to copy; compares by its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(Arc<str>);

impl Code {
    /// A code with this text.
    pub fn new(text: &str) -> Code {
        Code(Arc::from(text))
    }

    /// The text of the code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Lets a map from codes be asked with a plain text; `Hash` and `Eq` of both agree.
impl Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The position of a code in its code list, from 0. The order of positions is the list's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeIndex(u32);

impl CodeIndex {
    /// The position as an index into a slice.
    pub fn as_usize(self) -> usize {
        self.0 as usize
    }

    /// The position as it stands in a column of positions.
    pub fn as_u32(self) -> u32 {
        self.0
    }

    /// The code at this position from 0.
    ///
    /// Panics beyond 2³² codes, which no code list of this tool reaches.
    pub fn new(position: usize) -> CodeIndex {
        CodeIndex(u32::try_from(position).expect("a code list has fewer than 2^32 codes"))
    }
}

/// One code with its place in the hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// The code itself.
    pub code: Code,
    /// The code one level above, if the list is a hierarchy.
    pub parent: Option<CodeIndex>,
    /// The name of the level, such as `district`, if the list has one.
    pub level: Option<Arc<str>>,
    /// When the code is in force.
    pub validity: Validity,
    /// The codes that took its place, if it is no longer in force.
    pub successors: Vec<Code>,
}

/// From which day to which day a code is in force, both included; without a day, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Validity {
    /// Whether both are in force on some day.
    pub fn overlaps(self, other: Validity) -> bool {
        let starts_in_time =
            |one: Option<Date>, to: Option<Date>| one.zip(to).is_none_or(|(from, to)| from <= to);
        starts_in_time(self.from, other.to) && starts_in_time(other.from, self.to)
    }

    /// Whether some day of a period is in force.
    pub fn touches(self, period: Period) -> bool {
        self.overlaps(Validity {
            from: Some(period.first_day()),
            to: Some(period.last_day()),
        })
    }
}

/// The allowed codes of a dimension, in their published order.
#[derive(Clone, Debug, Default)]
pub struct CodeList {
    entries: Vec<CodeEntry>,
    children: Vec<Vec<CodeIndex>>,
    positions: HashMap<Code, CodeIndex>,
}

/// Why codes do not form a hierarchy. Positions are those of the offending entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HierarchyError {
    /// A code stands twice; the position of its second entry.
    Duplicate(usize),
    /// A code is its own ancestor.
    Cycle(usize),
}

impl CodeList {
    /// Builds a list and checks that codes are unique and parents form no circle.
    pub fn new(entries: Vec<CodeEntry>) -> Result<CodeList, HierarchyError> {
        let mut positions = HashMap::with_capacity(entries.len());
        let mut children = vec![Vec::new(); entries.len()];
        for (position, entry) in entries.iter().enumerate() {
            let index = CodeIndex::new(position);
            if positions.insert(entry.code.clone(), index).is_some() {
                return Err(HierarchyError::Duplicate(position));
            }
            if let Some(parent) = entry.parent {
                children[parent.as_usize()].push(index);
            }
        }
        if let Some(position) = cycle(&entries) {
            return Err(HierarchyError::Cycle(position));
        }
        Ok(CodeList {
            entries,
            children,
            positions,
        })
    }

    /// A flat list of codes in this order. Repeated codes are kept once.
    pub fn flat(codes: impl IntoIterator<Item = Code>) -> CodeList {
        let codes = codes.into_iter();
        let mut list = CodeList::default();
        list.positions.reserve(codes.size_hint().0);
        for code in codes {
            if let Entry::Vacant(position) = list.positions.entry(code.clone()) {
                position.insert(CodeIndex::new(list.entries.len()));
                list.children.push(Vec::new());
                list.entries.push(CodeEntry {
                    code,
                    parent: None,
                    level: None,
                    validity: Validity::default(),
                    successors: Vec::new(),
                });
            }
        }
        list
    }

    /// How many codes the list has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the list has no code.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The position of a code.
    pub fn find(&self, code: &str) -> Option<CodeIndex> {
        self.positions.get(code).copied()
    }

    /// The entry at a position of this list.
    pub fn entry(&self, index: CodeIndex) -> &CodeEntry {
        &self.entries[index.as_usize()]
    }

    /// The code at a position of this list.
    pub fn code(&self, index: CodeIndex) -> &Code {
        &self.entry(index).code
    }

    /// All positions in list order.
    pub fn indices(&self) -> impl Iterator<Item = CodeIndex> + use<> {
        (0..self.entries.len()).map(CodeIndex::new)
    }

    /// All codes in list order.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.entries.iter().map(|entry| &entry.code)
    }

    /// The codes directly below one code, in list order.
    pub fn children(&self, index: CodeIndex) -> &[CodeIndex] {
        &self.children[index.as_usize()]
    }

    /// A code with more than so many codes above it, if there is one.
    pub fn deeper_than(&self, most: usize) -> Option<CodeIndex> {
        let is_highest = |index: &CodeIndex| self.entry(*index).parent.is_none();
        let mut level: Vec<CodeIndex> = self.indices().filter(is_highest).collect();
        for _ in 0..=most {
            let below = level.iter().flat_map(|index| self.children(*index));
            level = below.copied().collect();
        }
        level.first().copied()
    }

    /// Whether any code has a parent.
    pub fn is_hierarchy(&self) -> bool {
        self.entries.iter().any(|entry| entry.parent.is_some())
    }

    /// Whether `ancestor` stands anywhere above `index`.
    pub fn is_below(&self, index: CodeIndex, ancestor: CodeIndex) -> bool {
        let mut above = self.entry(index).parent;
        while let Some(parent) = above {
            if parent == ancestor {
                return true;
            }
            above = self.entry(parent).parent;
        }
        false
    }

    /// The area at a position of this list.
    pub fn area(&self, index: CodeIndex) -> Area<'_> {
        Area { list: self, index }
    }
}

/// The first code that is its own ancestor. Each code is passed once.
fn cycle(entries: &[CodeEntry]) -> Option<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        OnThisWay,
        Yes,
    }
    let mut seen = vec![Seen::No; entries.len()];
    for start in 0..entries.len() {
        let mut way = Vec::new();
        let mut next = Some(start);
        while let Some(position) = next.filter(|position| seen[*position] != Seen::Yes) {
            if seen[position] == Seen::OnThisWay {
                let circle = way.iter().position(|passed| *passed == position);
                return way[circle.unwrap_or(0)..].iter().min().copied();
            }
            seen[position] = Seen::OnThisWay;
            way.push(position);
            next = entries[position].parent.map(CodeIndex::as_usize);
        }
        for position in way {
            seen[position] = Seen::Yes;
        }
    }
    None
}

/// A code of a geographic code list, with what lies above and below it.
#[derive(Clone, Copy, Debug)]
pub struct Area<'a> {
    list: &'a CodeList,
    index: CodeIndex,
}

impl<'a> Area<'a> {
    /// The area's code.
    pub fn code(self) -> &'a Code {
        self.list.code(self.index)
    }

    /// The area's level, such as `commune`.
    pub fn level(self) -> Option<&'a str> {
        self.list.entry(self.index).level.as_deref()
    }

    /// The area that this one is part of.
    pub fn parent(self) -> Option<Area<'a>> {
        let index = self.list.entry(self.index).parent?;
        Some(self.list.area(index))
    }

    /// The areas directly below, in list order.
    pub fn parts(self) -> impl Iterator<Item = Area<'a>> {
        let list = self.list;
        list.children(self.index)
            .iter()
            .map(move |&index| list.area(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(code: &str, parent: Option<usize>) -> CodeEntry {
        CodeEntry {
            code: Code::new(code),
            parent: parent.map(CodeIndex::new),
            level: None,
            validity: Validity::default(),
            successors: Vec::new(),
        }
    }

    #[test]
    fn a_hierarchy_knows_its_parts() {
        let list = CodeList::new(vec![
            entry("province", None),
            entry("district", Some(0)),
            entry("commune", Some(1)),
        ])
        .expect("a tree");
        let province = list.find("province").expect("listed");
        let commune = list.find("commune").expect("listed");
        assert!(list.is_below(commune, province));
        assert!(!list.is_below(province, commune));
        let parts: Vec<&str> = list
            .area(province)
            .parts()
            .map(|a| a.code().as_str())
            .collect();
        assert_eq!(parts, ["district"]);
    }

    #[test]
    fn circles_and_duplicates_are_refused() {
        let circle = CodeList::new(vec![entry("a", Some(1)), entry("b", Some(0))]);
        assert_eq!(circle.err(), Some(HierarchyError::Cycle(0)));
        let twice = CodeList::new(vec![entry("a", None), entry("a", None)]);
        assert_eq!(twice.err(), Some(HierarchyError::Duplicate(1)));
    }
}
