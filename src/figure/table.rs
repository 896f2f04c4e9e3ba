//! From a table block to a specification.

use super::SparklineColumn;
use super::column_name::with_column_names;
use super::maker::{self, FigureMaker, Shown, dimension, is_part_of_year};
use super::row::{RowData, TARGET, computed_name};
use super::size::FigureSize;
use super::sort::Sort;
use super::spark::Spark;
use super::words::role;
use crate::content::{FigureBlock, TableData, ValueColumn};
use crate::data::Resource;
use crate::diag::limits::UNASKED_ROWS;
use crate::diag::{Code, Report};
use crate::expression::ExpressionKind;
use crate::reference::{Display, FigureValue, Join, MeasureRef};
use crate::stats::{Dataset, Member, Observation, Slice};
use crate::table::{Column, RowSpec, TableSpec};

/// What a table shows, resolved.
struct Shape<'a> {
    resource: &'a Resource,
    dataset: &'a Dataset,
    rows: Vec<usize>,
    columns: Option<usize>,
    target: Option<Join<'a>>,
}

impl<'a> Shape<'a> {
    fn data(&self) -> RowData<'_, 'a> {
        RowData {
            resource: self.resource,
            dataset: self.dataset,
            target: self.target.as_ref(),
        }
    }
}

impl<'a> FigureMaker<'a> {
    /// What a table shows.
    pub(super) fn table(
        &self,
        data: &TableData,
        block: &FigureBlock,
        report: &mut Report,
    ) -> Option<Shown<'a>> {
        let sort = Sort::read(data.sort.as_ref(), report);
        let shape = self.shape(data, report)?;
        let (resource, dataset) = (shape.resource, shape.dataset);
        let varying: Vec<usize> = shape.rows.iter().copied().chain(shape.columns).collect();
        let measures = data.measures(dataset);
        let slice = self.slice(
            dataset,
            (&data.data, &data.filters),
            (&varying, &measures),
            report,
        )?;
        maker::refuse_open_target(shape.target.as_ref(), &slice, &data.data, report).ok()?;
        let asked = data.limit.as_ref();
        let most = asked.map_or(UNASKED_ROWS, |limit| limit.count);
        let size = FigureSize::of_table(&slice, (&shape.rows, shape.columns), data);
        if let Some(problem) = size.problem(most, &dataset.name) {
            report.push(problem.at(&block.id.span));
            return None;
        }
        let mut keys = row_keys(&slice, &shape);
        if data.sort.is_none() {
            keys.truncate(most);
        }
        let sparks = self.table_sparklines(data, &shape, report)?;
        let mut columns = self.columns(&slice, &shape, data, block, &keys, report)?;
        let mut rows = self.rows((&slice, &shape, data), &keys, sort?, report)?;
        rows.truncate(most);
        let note = (size.rows > most).then(|| self.note_of_first(most, size.rows));
        let lines = self.sparkline_columns(data, &sparks, &rows, block, report);
        let rows = self.with_drawn_numbers(&sparks, rows, &mut columns);
        let against_year = shape.target.as_ref().is_some_and(|join| join.whole_year);
        let part_against_year = against_year
            && keys
                .iter()
                .any(|key| is_part_of_year(dataset, &slice_key(&slice, &shape, key, None)));
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
        let heads = dimensions().map(|d| self.field_title(resource, &d.name).to_owned());
        Some(Shown {
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

    /// The rows with their keys, in order.
    fn rows(
        &self,
        (slice, shape, data): (&Slice<'a>, &Shape<'a>, &TableData),
        keys: &[Vec<Member>],
        sort: Sort,
        report: &mut Report,
    ) -> Option<Vec<(RowSpec, Vec<Member>)>> {
        let mut rows = Vec::new();
        for key in keys {
            let row = self.row(slice, shape, data, key, report)?;
            rows.push((row, slice_key(slice, shape, key, None)));
        }
        sort.apply(
            &mut rows,
            self.locale(),
            |(row, _)| row.observations.first().and_then(Observation::value),
            |(row, _)| row.labels.join(" "),
        );
        Some(rows)
    }

    /// Resolves the fields that a table block names.
    fn shape(&self, data: &TableData, report: &mut Report) -> Option<Shape<'a>> {
        let (resource, dataset) = self.dataset(&data.data, report)?;
        let rows: Vec<Option<usize>> = data
            .rows
            .iter()
            .map(|name| dimension(dataset, name, report))
            .collect();
        let columns = match &data.columns {
            None => None,
            Some(name) => Some(dimension(dataset, name, report)?),
        };
        let target = self.target(data.target.as_ref(), dataset, report).ok()?;
        let rows: Vec<usize> = rows.into_iter().collect::<Option<_>>()?;
        let named = data.rows.iter().chain(&data.columns);
        for (position, text) in named.enumerate() {
            let mut earlier = data.rows.iter().take(position);
            if earlier.any(|other| other.text == text.text) {
                report.push(
                    text.error(
                        Code::BadBlock,
                        format!("`{}` stands twice in rows and columns", text.text),
                    )
                    .expected("each dimension once"),
                );
                return None;
            }
        }
        Some(Shape {
            resource,
            dataset,
            rows,
            columns,
            target,
        })
    }

    /// The sparklines of a table. What they run over is no dimension of the rows, and the only
    /// one that is spread over columns.
    fn table_sparklines(
        &self,
        data: &TableData,
        shape: &Shape<'a>,
        report: &mut Report,
    ) -> Option<Vec<Spark<'a>>> {
        let mut sparks = Vec::new();
        for sparkline in &data.sparklines {
            let dataset = (shape.resource, shape.dataset);
            let spark = self.table_sparkline(sparkline, dataset, report)?;
            let is_spread = shape.columns.is_none_or(|columns| columns == spark.over);
            if shape.rows.contains(&spark.over) || !is_spread {
                let message = format!("`{}` does not tell one line a row", sparkline.over.text);
                report.push(
                    sparkline.over.error(Code::BadBlock, message).expected(
                        "a dimension that is not in `rows`, and no other one as `columns`",
                    ),
                );
                return None;
            }
            sparks.push(spark);
        }
        Some(sparks)
    }

    /// The rows with the numbers of their sparklines, and the columns with those of files.
    fn with_drawn_numbers(
        &self,
        sparks: &[Spark<'a>],
        rows: Vec<(RowSpec, Vec<Member>)>,
        columns: &mut Vec<Column>,
    ) -> Vec<RowSpec> {
        for spark in sparks {
            let drawn = self.drawn_columns(spark, columns);
            columns.extend(drawn);
        }
        let with_drawn = |(mut row, key): (RowSpec, Vec<Member>)| {
            let drawn = sparks
                .iter()
                .flat_map(|spark| spark.observations(&key, self.evaluator.context.reads));
            row.observations
                .extend(drawn.map(|(_, observation)| observation));
            row
        };
        rows.into_iter().map(with_drawn).collect()
    }

    /// The headings and lines of the sparklines of a table.
    fn sparkline_columns(
        &self,
        data: &TableData,
        sparks: &[Spark<'a>],
        rows: &[(RowSpec, Vec<Member>)],
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
                    .map(|(_, key)| self.spark_spec(spark, key))
                    .collect(),
            });
        }
        columns
    }

    fn columns(
        &self,
        slice: &Slice<'a>,
        shape: &Shape<'a>,
        data: &TableData,
        block: &FigureBlock,
        keys: &[Vec<Member>],
        report: &mut Report,
    ) -> Option<Vec<Column>> {
        let translated = &block.words.titles;
        let mut titled = 0;
        let mut columns = Vec::new();
        for value in &data.values {
            let own_title = value.title.as_ref().map(|title| {
                let title = translated.get(titled).unwrap_or(title);
                titled += 1;
                self.evaluator.text(title, report)
            });
            // The first row tells how the numbers of the column are shown.
            let display = match keys.first() {
                None => Display::Plain(None),
                Some(key) => self.cell(slice, shape, value, (key, None), report)?.display,
            };
            let mut column = self.column(shape, value, own_title, display);
            if columns
                .iter()
                .any(|other: &Column| other.name == column.name)
            {
                column.name = format!("{}_{}", column.name, columns.len() + 1);
            }
            columns.push(column);
        }
        let Some(dimension) = shape.columns else {
            return Some(columns);
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
        Some(spread)
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

    fn row(
        &self,
        slice: &Slice<'a>,
        shape: &Shape<'a>,
        data: &TableData,
        key: &[Member],
        report: &mut Report,
    ) -> Option<RowSpec> {
        let spread: Vec<Option<Member>> = match shape.columns {
            None => vec![None],
            Some(dimension) => slice.members(dimension).iter().copied().map(Some).collect(),
        };
        let mut observations = Vec::new();
        for column in spread {
            for value in &data.values {
                let figure = self.cell(slice, shape, value, (key, column), report)?;
                observations.push(figure.observation);
            }
        }
        let pairs = || shape.rows.iter().zip(key);
        Some(RowSpec {
            labels: pairs()
                .map(|(&d, &member)| self.label(shape.dataset, d, member))
                .collect(),
            hrefs: pairs()
                .map(|(&d, &member)| self.href(shape.dataset, d, member))
                .collect(),
            codes: pairs()
                .map(|(&d, &member)| shape.dataset.dimensions[d].code_text(member))
                .collect(),
            observations,
            highlight: false,
            total: false,
            rest: false,
        })
    }

    /// One cell: the measures of its key, and what is computed from them.
    fn cell(
        &self,
        slice: &Slice<'a>,
        shape: &Shape<'a>,
        value: &ValueColumn,
        (row, column): (&[Member], Option<Member>),
        report: &mut Report,
    ) -> Option<FigureValue> {
        let key = slice_key(slice, shape, row, column);
        self.row_value(shape.data(), &key, &value.expression, report)
    }
}

impl TableData {
    /// The measures that the columns and sparklines name.
    fn measures(&self, dataset: &Dataset) -> Vec<usize> {
        let values = self.values.iter().flat_map(|value| value.measures(dataset));
        let lines = self.sparklines.iter();
        values
            .chain(lines.filter_map(|line| dataset.measure(&line.value.text)))
            .collect()
    }

    /// The measure of a table that shows nothing else.
    fn measure_of_one_column(&self, dataset: &Dataset) -> Option<usize> {
        match self.values.as_slice() {
            [only] => match &only.expression.kind {
                ExpressionKind::Name(name) => dataset.measure(name),
                _ => None,
            },
            _ => None,
        }
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
