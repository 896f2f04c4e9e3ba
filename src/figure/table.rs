//! From a table block to a specification.

use super::SparklineColumn;
use super::column_name::with_column_names;
use super::computed::computed_name;
use super::content::FigureContent;
use super::lookup::{is_part_of_year, refuse_open_target};
use super::on_page::OnPage;
use super::size::FigureSize;
use super::spark::Spark;
use super::table_plan::{Shape, TablePlan};
use super::total_row::totals;
use super::words::role;
use crate::content::{FigureBlock, TableData, ValueColumn};
use crate::data::Resource;
use crate::diag::Report;
use crate::diag::limits::UNASKED_ROWS;
use crate::expression::{Expression, ExpressionKind};
use crate::reference::{Display, FigureValue, MeasureRef, Row, RowData, TARGET};
use crate::stats::{Dataset, Member, Observation, Slice};
use crate::table::{Column, RowSpec, TableSpec};

/// A row of a table with its place in the dataset.
struct TableRow {
    spec: RowSpec,
    /// One member for each dimension; that of the first column where one is spread over columns.
    key: Vec<Member>,
}

/// What a table shows on one page.
#[derive(Clone, Copy)]
struct TableView<'v, 'a> {
    plan: &'v TablePlan<'a>,
    slice: &'v Slice<'a>,
}

impl<'a> OnPage<'a> {
    /// What a table shows.
    pub(super) fn table(
        &self,
        plan: &TablePlan<'a>,
        block: &FigureBlock,
        report: &mut Report,
    ) -> Option<FigureContent<'a>> {
        let TablePlan { data, shape, .. } = plan;
        let (resource, dataset) = (shape.resource, shape.dataset);
        let slice = plan.part.slice(self.evaluator, report)?;
        let view = TableView {
            plan,
            slice: &slice,
        };
        refuse_open_target(shape.target.as_ref(), &slice, &data.data, report).ok()?;
        let asked = data.limit.as_ref();
        let most = asked.map_or(UNASKED_ROWS, |limit| limit.count);
        let size = FigureSize::of_table(&slice, &shape.rows, shape.columns, data);
        if let Some(problem) = size.problem(most, &dataset.name) {
            report.push(problem.at(&block.id.span));
            return None;
        }
        let mut keys = row_keys(&slice, shape);
        if data.sort.is_none() {
            keys.truncate(most);
        }
        let sparks = plan.sparks.iter();
        let sparks: Option<Vec<Spark<'a>>> = sparks
            .map(|spark| spark.on_page(self.evaluator, report))
            .collect();
        let sparks = sparks?;
        let (mut rows, displays) = self.rows(view, &keys, report)?;
        plan.sort.apply(
            &mut rows,
            self.locale(),
            |row| row.spec.observations.first().and_then(Observation::value),
            |row| row.spec.labels.join(" "),
        );
        rows.truncate(most);
        let mut columns = self.columns(view, block, &displays, report);
        let note = (size.rows > most).then(|| self.note_of_first(most, size.rows));
        let lines = self.sparkline_columns(data, &sparks, &rows, block, report);
        mark_totals(dataset, &shape.rows, &mut rows);
        let against_year = shape.target.as_ref().is_some_and(|join| join.whole_year);
        let part_against_year =
            against_year && rows.iter().any(|row| is_part_of_year(dataset, &row.key));
        let rows = self.with_drawn_numbers(&sparks, rows, &mut columns);
        // Columns of several measures say their units themselves.
        let measure = data
            .measure_of_one_column(dataset)
            .map(|position| MeasureRef {
                resource,
                dataset,
                position,
            });
        let topic = resource.title_in(self.locale().language(), self.fallback());
        let dimensions = || {
            shape
                .rows
                .iter()
                .map(|&position| &dataset.dimensions[position])
        };
        let varying = shape.varying();
        let heads = dimensions().map(|d| self.field_title(resource, &d.name).to_owned());
        Some(FigureContent {
            resource,
            chart: None,
            table: with_column_names(TableSpec {
                fixed: self.fixed(resource, &slice, &varying),
                row_heads: heads.collect(),
                row_names: dimensions().map(|d| d.name.clone()).collect(),
                row_roles: dimensions().map(role).collect(),
                columns,
                rows,
            }),
            sparklines: lines,
            subtitle: self.subtitle(&slice, &varying, measure.as_ref()),
            part_against_year,
            notes: note.into_iter().collect(),
            topic: topic.to_owned(),
        })
    }

    /// The rows in the order of their keys, and how the numbers of each column are shown, as those of the
    /// first row are.
    fn rows(
        &self,
        view: TableView<'_, 'a>,
        keys: &[Vec<Member>],
        report: &mut Report,
    ) -> Option<(Vec<TableRow>, Vec<Display>)> {
        let TableView { plan, slice } = view;
        let shape = &plan.shape;
        let spread: Vec<Option<Member>> = match shape.columns {
            None => vec![None],
            Some(dimension) => slice.members(dimension).iter().copied().map(Some).collect(),
        };
        let values = &plan.data.values;
        let data = RowData {
            resource: shape.resource,
            dataset: shape.dataset,
            target: shape.target.as_ref(),
        };
        let mut displays = Vec::new();
        let mut rows = Vec::new();
        for members in keys {
            let mut observations = Vec::with_capacity(spread.len() * values.len());
            for column in &spread {
                let key = slice_key(slice, shape, members, *column);
                for value in values {
                    let row = Row { data, key: &key };
                    let figure = self.row_value(row, &value.expression, report)?;
                    if displays.len() < values.len() {
                        displays.push(figure.display);
                    }
                    observations.push(figure.observation);
                }
            }
            let pairs = || shape.rows.iter().zip(members);
            let dimension = |position: usize| &shape.dataset.dimensions[position];
            rows.push(TableRow {
                spec: RowSpec {
                    labels: pairs()
                        .map(|(&d, &member)| self.label(shape.dataset, d, member))
                        .collect(),
                    hrefs: pairs()
                        .map(|(&d, &member)| self.href(shape.dataset, d, member))
                        .collect(),
                    codes: pairs()
                        .map(|(&d, &member)| dimension(d).code_text(member))
                        .collect(),
                    observations,
                    highlight: false,
                    total: false,
                    rest: false,
                },
                key: slice_key(slice, shape, members, None),
            });
        }
        displays.resize(values.len(), Display::Plain(None));
        Some((rows, displays))
    }

    /// The rows with the numbers of their sparklines, and the columns with those of files.
    fn with_drawn_numbers(
        &self,
        sparks: &[Spark<'a>],
        rows: Vec<TableRow>,
        columns: &mut Vec<Column>,
    ) -> Vec<RowSpec> {
        for spark in sparks {
            let drawn = self.drawn_columns(spark, columns);
            columns.extend(drawn);
        }
        let with_drawn = |TableRow { mut spec, key }: TableRow| {
            let drawn = sparks
                .iter()
                .flat_map(|spark| spark.observations(&key, self.evaluator.context.reads));
            spec.observations
                .extend(drawn.map(|(_, observation)| observation));
            spec
        };
        rows.into_iter().map(with_drawn).collect()
    }

    /// The headings and lines of the sparklines of a table.
    fn sparkline_columns(
        &self,
        data: &TableData,
        sparks: &[Spark<'a>],
        rows: &[TableRow],
        block: &FigureBlock,
        report: &mut Report,
    ) -> Vec<SparklineColumn> {
        // A translation lists the headings behind those of computed columns.
        let titled = data
            .values
            .iter()
            .filter(|value| value.title.is_some())
            .count();
        let mut translated = block.words.titles.iter().skip(titled);
        let mut columns = Vec::new();
        for (sparkline, spark) in data.sparklines.iter().zip(sparks) {
            let title = match &sparkline.title {
                None => self.locale().words().get("figure.course").to_owned(),
                Some(title) => match translated.next() {
                    Some(own) => self.evaluator.text(own, report),
                    None => self.evaluator.text(title, report),
                },
            };
            columns.push(SparklineColumn {
                title,
                rows: rows
                    .iter()
                    .map(|row| self.spark_spec(spark, &row.key))
                    .collect(),
            });
        }
        columns
    }

    /// The columns, of which those of each value are shown in one way.
    fn columns(
        &self,
        view: TableView<'_, 'a>,
        block: &FigureBlock,
        displays: &[Display],
        report: &mut Report,
    ) -> Vec<Column> {
        let TableView { plan, slice } = view;
        let shape = &plan.shape;
        let translated = &block.words.titles;
        let mut titled = 0;
        let mut columns = Vec::new();
        for (value, display) in plan.data.values.iter().zip(displays) {
            let own_title = value.title.as_ref().map(|title| {
                let title = translated.get(titled).unwrap_or(title);
                titled += 1;
                self.evaluator.text(title, report)
            });
            let mut column = self.column(shape, value, own_title, *display);
            if columns
                .iter()
                .any(|other: &Column| other.name == column.name)
            {
                column.name = format!("{}_{}", column.name, columns.len() + 1);
            }
            columns.push(column);
        }
        let Some(dimension) = shape.columns else {
            return columns;
        };
        let several = columns.len() > 1;
        let mut spread = Vec::new();
        for &member in slice.members(dimension) {
            let label = self.label(shape.dataset, dimension, member);
            let code = shape.dataset.dimensions[dimension].code_text(member);
            for column in &columns {
                spread.push(Column {
                    name: if several {
                        format!("{code}_{}", column.name)
                    } else {
                        code.clone()
                    },
                    title: if several {
                        format!("{label}: {}", column.title)
                    } else {
                        label.clone()
                    },
                    // The subtitle names measure and unit of the only value.
                    unit: column.unit.clone().filter(|_| several),
                    ..column.clone()
                });
            }
        }
        spread
    }

    fn column(
        &self,
        shape: &Shape<'a>,
        value: &ValueColumn,
        own_title: Option<String>,
        display: Display,
    ) -> Column {
        let words = self.locale().words();
        let (decimals, computed_unit) = (display.decimals(), display.unit_key());
        let measured = match &value.expression.kind {
            ExpressionKind::Name(name) => match &shape.target {
                Some(join) if name == TARGET => {
                    let measure = join.measure.measure();
                    Some((TARGET, join.measure.resource, measure.name.as_str()))
                }
                _ => Some((name.as_str(), shape.resource, name.as_str())),
            },
            ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Call(_)
            | ExpressionKind::Comparison(_) => None,
        };
        match measured {
            Some((name, resource, field)) => Column {
                name: name.to_owned(),
                title: own_title.unwrap_or_else(|| self.field_title_of(resource, field)),
                unit: self.unit(resource, field),
                decimals,
                is_drawn: false,
            },
            None => Column {
                name: computed_name(&value.expression),
                title: own_title.unwrap_or_else(|| words.get("figure.computed").to_owned()),
                unit: computed_unit.map(|key| words.get(key).to_owned()),
                decimals,
                is_drawn: false,
            },
        }
    }

    fn field_title_of(&self, resource: &Resource, field: &str) -> String {
        resource.field(field).map_or_else(
            || field.to_owned(),
            |f| {
                f.title_in(self.locale().language(), self.fallback())
                    .to_owned()
            },
        )
    }

    /// An expression at a row.
    pub(super) fn row_value(
        &self,
        row: Row<'_>,
        expression: &Expression,
        report: &mut Report,
    ) -> Option<FigureValue> {
        let figure = self.evaluator.figure_of_row(row, expression);
        figure.map_err(|diagnostic| report.push(diagnostic)).ok()
    }
}

/// Every combination of the members of the row dimensions, the last one varying fastest.
fn row_keys(slice: &Slice<'_>, shape: &Shape<'_>) -> Vec<Vec<Member>> {
    let mut keys: Vec<Vec<Member>> = vec![Vec::new()];
    for &dimension in &shape.rows {
        keys = keys
            .into_iter()
            .flat_map(|key| {
                slice.members(dimension).iter().map(move |&member| {
                    let mut longer = key.clone();
                    longer.push(member);
                    longer
                })
            })
            .collect();
    }
    keys
}

fn slice_key(
    slice: &Slice<'_>,
    shape: &Shape<'_>,
    row: &[Member],
    column: Option<Member>,
) -> Vec<Member> {
    let mut at: Vec<(usize, Member)> = shape
        .rows
        .iter()
        .copied()
        .zip(row.iter().copied())
        .collect();
    if let Some(dimension) = shape.columns {
        let first = slice.members(dimension).first().copied();
        at.extend(column.or(first).map(|member| (dimension, member)));
    }
    slice.key(&at)
}

/// Marks the rows of the declared total of a dimension, and those of codes of which the table shows
/// parts. A table of totals alone has none.
fn mark_totals(dataset: &Dataset, heads: &[usize], rows: &mut [TableRow]) {
    let key = |row: &TableRow| heads.iter().map(|&head| row.key[head]).map(Some).collect();
    let keys: Vec<Vec<Option<Member>>> = rows.iter().map(key).collect();
    let totals = totals(dataset, heads, &keys);
    for (row, total) in rows.iter_mut().zip(totals) {
        row.spec.total = total;
    }
}
