//! Circles of imports: files that need each other can only be understood together.

use std::collections::{BTreeMap, BTreeSet};

use crate::source_files::source_files;

/// The most files that may need each other.
const MOST: usize = 6;

/// A path of modules from the root of the crate.
type Module = Vec<String>;

/// The source files by the module that each is.
struct Sources {
    code: BTreeMap<Module, String>,
    /// What a module shows of others, by its own path and the name: where it comes from.
    shown: BTreeMap<(Module, String), Module>,
}

impl Sources {
    fn read() -> Sources {
        let mut code = BTreeMap::new();
        for file in source_files() {
            let below = file.path.trim_end_matches(".rs");
            let mut module: Module = below.split('/').map(str::to_owned).collect();
            let is_root = ["mod", "lib", "main"].contains(&module.last().map_or("", |last| last));
            if module == ["main"] {
                continue;
            }
            if is_root {
                module.pop();
            }
            let lines = file.code.lines();
            let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
            code.insert(module, lines.collect::<Vec<_>>().join("\n"));
        }
        let mut sources = Sources {
            code,
            shown: BTreeMap::new(),
        };
        let mut shown = BTreeMap::new();
        for (module, code) in &sources.code {
            for path in imports(code) {
                let name = path.last().cloned().unwrap_or_default();
                let own = path
                    .first()
                    .is_some_and(|first| sources.child(module, first).is_some());
                let whole = if own {
                    module.iter().cloned().chain(path).collect()
                } else {
                    absolute(module, &path).unwrap_or_default()
                };
                shown.insert((module.clone(), name), whole);
            }
        }
        sources.shown = shown;
        sources
    }

    /// The module of a name in another one.
    fn child(&self, module: &Module, name: &str) -> Option<Module> {
        let child: Module = module.iter().cloned().chain([name.to_owned()]).collect();
        self.code.contains_key(&child).then_some(child)
    }

    /// The module that a path leads into, through what modules show of others.
    fn module_of(&self, path: &[String], depth: usize) -> Option<Module> {
        for length in (0..=path.len()).rev() {
            let module = path[..length].to_vec();
            if !self.code.contains_key(&module) {
                continue;
            }
            if let Some(name) = path.get(length)
                && let Some(origin) = self.shown.get(&(module.clone(), name.clone()))
                && origin.as_slice() != path
                && depth < 8
            {
                let rest = &path[length + 1..];
                let whole: Module = origin.iter().chain(rest).cloned().collect();
                if let Some(found) = self.module_of(&whole, depth + 1) {
                    return Some(found);
                }
            }
            return Some(module);
        }
        None
    }

    /// The modules that each module needs.
    fn needs(&self) -> BTreeMap<&Module, BTreeSet<Module>> {
        let of_module = |(module, code): (&'_ Module, &'_ String)| {
            let without_uses = without_uses(code);
            let mut paths: Vec<Module> = Vec::new();
            for path in imports(code) {
                // A module that shows what another one defines does not need it.
                paths.extend(absolute(module, &path));
            }
            paths.extend(written_paths(&without_uses).filter_map(|path| absolute(module, &path)));
            let children = self
                .code
                .keys()
                .filter(|other| other.len() == module.len() + 1 && other.starts_with(module));
            for child in children {
                let name = child.last().expect("a child has a name");
                if has_path(&without_uses, name) {
                    paths.push(child.clone());
                }
            }
            let found = paths.iter().filter_map(|path| self.module_of(path, 0));
            found.filter(|other| other != module).collect()
        };
        let modules = self.code.iter();
        modules.map(|entry| (entry.0, of_module(entry))).collect()
    }
}

/// The paths of all imports, one for each name.
fn imports(code: &str) -> Vec<Module> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let start = code[..at].rfind('\n').map_or(0, |start| start + 1);
        let before = code[start..at].trim();
        let is_import = before.is_empty() || before == "pub" || before.starts_with("pub(");
        if let Some(end) = code[at..].find(';').filter(|_| is_import) {
            expand(&code[at + 4..at + end], &[], &mut paths);
        }
    }
    paths
}

/// The paths that one import names, whose groups are taken apart.
fn expand(tree: &str, prefix: &[String], paths: &mut Vec<Module>) {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let own = tree.split(" as ").next().unwrap_or_default();
        let own = own
            .split("::")
            .filter(|part| *part != "self")
            .map(str::to_owned);
        let path: Module = prefix.iter().cloned().chain(own).collect();
        paths.extend((!tree.is_empty()).then_some(path));
        return;
    };
    let own = tree[..open].split("::").filter(|part| !part.is_empty());
    let prefix: Module = prefix
        .iter()
        .cloned()
        .chain(own.map(str::to_owned))
        .collect();
    let (mut depth, mut start) = (0, open + 1);
    for (at, letter) in tree.char_indices().skip(open + 1) {
        match letter {
            '{' => depth += 1,
            ',' if depth == 0 => {
                expand(&tree[start..at], &prefix, paths);
                start = at + 1;
            }
            '}' if depth == 0 => expand(&tree[start..at], &prefix, paths),
            '}' => depth -= 1,
            _ => {}
        }
    }
}

/// The code without its imports.
fn without_uses(code: &str) -> String {
    let mut left = String::new();
    let mut is_import = false;
    for line in code.lines() {
        let words = line.trim_start();
        let words = words
            .strip_prefix("pub")
            .map_or(words, |rest| match rest.strip_prefix('(') {
                Some(rest) => rest.split_once(')').map_or(rest, |(_, rest)| rest),
                None => rest,
            });
        is_import |= words.trim_start().starts_with("use ");
        if is_import {
            is_import = !line.trim_end().ends_with(';');
        } else {
            left.push_str(line);
            left.push('\n');
        }
    }
    left
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The paths from the root or a parent that are written in the code itself.
fn written_paths(code: &str) -> impl Iterator<Item = Module> {
    let starts = ["crate::", "super::"].into_iter();
    starts.flat_map(move |start| {
        code.match_indices(start).filter_map(|(at, _)| {
            let before = code[..at].chars().next_back();
            let is_start = !before.is_some_and(|c| is_word(c) || c == ':');
            let is_visibility = code[..at].ends_with("pub(in ");
            let path = &code[at..];
            let end = path.find(|c: char| !is_word(c) && c != ':');
            let path = path[..end.unwrap_or(path.len())].trim_end_matches(':');
            let parts = path.split("::").map(str::to_owned);
            (is_start && !is_visibility).then(|| parts.collect())
        })
    })
}

/// Whether the code writes a path that begins with a name.
fn has_path(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| is_word(c) || c == ':')
    })
}

/// A path from the root of the crate; nothing for one into a package.
fn absolute(module: &Module, path: &Module) -> Option<Module> {
    let mut base = module.clone();
    let mut rest = path.as_slice();
    match rest.first()?.as_str() {
        "crate" => return Some(rest[1..].to_vec()),
        "super" => {}
        _ => return None,
    }
    while rest.first().is_some_and(|part| part == "super") {
        base.pop();
        rest = &rest[1..];
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

/// What can be reached from a module.
fn reached<'m>(
    from: &'m Module,
    needs: &'m BTreeMap<&'m Module, BTreeSet<Module>>,
) -> BTreeSet<&'m Module> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(module) = open.pop() {
        for next in &needs[module] {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

#[test]
fn no_more_than_a_few_files_need_each_other() {
    let sources = Sources::read();
    let needs = sources.needs();
    let reach: BTreeMap<&Module, BTreeSet<&Module>> = needs
        .keys()
        .map(|module| (*module, reached(module, &needs)))
        .collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (module, others) in &reach {
        let circle = others
            .iter()
            .filter(|other| reach[**other].contains(module));
        let circle: Vec<String> = circle.map(|other| other.join("/")).collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    assert!(!circles.is_empty(), "a few small circles are known");
    let large: Vec<String> = circles
        .iter()
        .filter(|circle| circle.len() > MOST)
        .map(|circle| circle.join(", "))
        .collect();
    assert!(
        large.is_empty(),
        "More than {MOST} files that need each other can only be understood together.\n{}",
        large.join("\n")
    );
}

#[test]
fn no_folder_needs_another_one_that_needs_it() {
    let sources = Sources::read();
    let folder = |module: &Module| match module.len() {
        0 | 1 => None,
        length => Some(module[..length - 1].to_vec()),
    };
    let mut between: BTreeSet<(Module, Module)> = BTreeSet::new();
    for (module, others) in sources.needs() {
        for other in others {
            if let (Some(own), Some(theirs)) = (folder(module), folder(&other)) {
                // A folder and one inside it are one part of the program.
                if !own.starts_with(&theirs) && !theirs.starts_with(&own) {
                    between.insert((own, theirs));
                }
            }
        }
    }
    let broken: Vec<String> = between
        .iter()
        .filter(|(own, theirs)| own < theirs && between.contains(&(theirs.clone(), own.clone())))
        .map(|(own, theirs)| format!("{} and {}", own.join("/"), theirs.join("/")))
        .collect();
    assert!(
        broken.is_empty(),
        "Two folders that need each other are one: {broken:?}"
    );
}
