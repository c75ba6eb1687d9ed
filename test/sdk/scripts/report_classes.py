"""Saves, loads, changes and deletes reports with W&B's own package: every class that it offers."""

import json
import sys

import wandb_workspaces.reports.v2 as wr
import wandb_workspaces.workspaces as ws
from wandb_workspaces.reports.v2 import interface as I
def make(entity, project):
    r = wr.Report(project=project, entity=entity, title="Every class", description="All there is", width="fluid")
    gp=lambda: wr.GradientPoint(color="#ff0000", offset=0)
    panels=[
      wr.LinePlot(title="Loss", x="Step", y=["loss","val/acc"], smoothing_factor=0.8, smoothing_type="exponential", log_y=True, groupby="config.opt", groupby_aggfunc="mean", legend_position="east", title_x="steps", title_y="value", ignore_outliers=True, max_runs_to_show=10, range_x=(0,50), font_size="large", custom_expressions=["loss * 2"], line_colors={"fig-1:loss":"#ff0000"}, line_titles={"fig-1:loss":"one"}, line_marks={"fig-1:loss":"dashed"}, line_widths={"fig-1:loss":2.0}, legend_template="${run:displayName}", layout=wr.Layout(0,0,12,8)),
      wr.ScatterPlot(title="S", x=wr.Config("lr"), y=wr.SummaryMetric("loss"), z=wr.SummaryMetric("val/acc"), log_x=True, regression=True, gradient=[gp()], layout=wr.Layout(12,0,12,8)),
      wr.BarPlot(title="B", metrics=[wr.SummaryMetric("loss")], orientation="h", groupby="config.opt", max_runs_to_show=5),
      wr.ScalarChart(title="N", metric=wr.SummaryMetric("loss"), groupby_aggfunc="min", font_size="large"),
      wr.ParallelCoordinatesPlot(title="PC", columns=[wr.ParallelCoordinatesPlotColumn(wr.Config("lr"), log=True), wr.ParallelCoordinatesPlotColumn(wr.SummaryMetric("loss"), inverted=True, display_name="the loss")], gradient=[gp()]),
      wr.ParameterImportancePlot(with_respect_to="loss"),
      wr.RunComparer(diff_only="split"),
      wr.CodeComparer(diff="unified"),
      wr.MediaBrowser(title="M", media_keys=["sample"], num_columns=3),
      wr.MarkdownPanel(markdown="# Hi\n\nthere"),
      wr.CustomChart(query={"summaryTable":{"tableKey":"t"}}, chart_name="wandb/line/v0", chart_fields={"x":"a"}, chart_strings={"title":"T"}),
      wr.WeavePanelSummaryTable(table_name="t"),
    ]
    r.blocks=[
      wr.TableOfContents(), wr.H1("One"), wr.H2("Two"), wr.H3(["Three ", wr.InlineCode("code")]),
      wr.H2("Folded", collapsed_blocks=[wr.P("inside")]),
      wr.P(["Words with ", wr.Link("a link","https://example.org"), " and ", wr.InlineLatex("x^2"), " and ", wr.InlineCode("x=1"), "."]),
      wr.UnorderedList(["a","b"]), wr.OrderedList(["1","2"]), wr.CheckedList([wr.CheckedListItem("yes",checked=True), wr.CheckedListItem("no",checked=False)]),
      wr.BlockQuote("Quote"), wr.CodeBlock("a = 1\nb = 2", language="python"), wr.MarkdownBlock("Some **bold**\n\n- x\n- y\n"),
      wr.LatexBlock("\\int f"), wr.Image("https://example.org/a.png", caption="A picture"), wr.CalloutBlock("Careful\nnow"), wr.HorizontalRule(),
      wr.Video("https://www.youtube.com/watch?v=x"), wr.Gallery(items=[I.GalleryURL(url="https://example.org", title="T", description="d", image_url="https://example.org/i.png")]),
      I.Spotify("abc"), I.SoundCloud("<iframe></iframe>"), I.Twitter("<blockquote></blockquote>"),
      wr.WeaveBlockSummaryTable(entity, project, "t"),
      wr.PanelGrid(runsets=[
          wr.Runset(entity=entity, project=project, name="Adam", filters="Config('opt') = 'adam' and SummaryMetric('loss') <= 5", groupby=["config.opt"], order=[wr.OrderBy(wr.SummaryMetric("loss"), ascending=True)], run_settings={"fig-1": wr.RunSettings(color="#00ff00"), "fig-2": wr.RunSettings(disabled=True)}, pinned_columns=["summary:loss"], visible_columns=["config:lr.value"]),
          wr.Runset(entity=entity, project=project, name="All", query="Fig"),
        ], panels=panels, custom_run_colors={"fig-3":"#0000ff", wr.RunsetGroup(runset_name="Adam", keys=(wr.RunsetGroupKey(key=wr.Config("opt"), value="adam"),)):"#123456"}),
      wr.P("End"),
    ]
    return r


def dumped(model):
    return json.loads(model.spec.model_dump_json(by_alias=True, exclude_none=True))


def make_workspace():
    return ws.Workspace(
        entity="lab",
        project="p",
        name="From Python",
        sections=[
            ws.Section(
                name="Curves",
                is_open=True,
                panels=[
                    wr.LinePlot(title="Loss", x="Step", y=["loss"], layout=wr.Layout(0, 0, 12, 8)),
                    wr.BarPlot(title="B", metrics=[wr.SummaryMetric("loss")]),
                    wr.CustomChart(query={"summaryTable": {"tableKey": "t"}}, chart_name="wandb/line/v0"),
                ],
                panel_settings=ws.SectionPanelSettings(x_axis="Step", smoothing_weight=2),
            )
        ],
        settings=ws.WorkspaceSettings(x_axis="Step", smoothing_type="gaussian", smoothing_weight=20),
        runset_settings=ws.RunsetSettings(
            query="Fig",
            filters="Config('opt') = 'adam'",
            groupby=[ws.Config("opt")],
            order=[ws.Ordering(ws.Summary("loss"), ascending=True)],
            pinned_columns=["summary:loss"],
        ),
    )


def main():
    action, url = sys.argv[1], sys.argv[2]
    if action == "save":
        report = make("lab", "p")
        report.save()
        print("SPEC " + json.dumps(dumped(report._to_model())))
        print("URL " + report.url)
    elif action == "load":
        print("SPEC " + json.dumps(dumped(wr.Report.from_url(url, as_model=True))))
        # The classes that people work with accept it, too.
        loaded = wr.Report.from_url(url)
        print("BLOCKS " + json.dumps([type(block).__name__ for block in loaded.blocks]))
        print("TITLE " + loaded.title)
    elif action == "edit":
        loaded = wr.Report.from_url(url)
        loaded.title = "Edited in Python"
        loaded.blocks.append(wr.P("Added in Python"))
        loaded.save()
        print("URL " + loaded.url)
    elif action == "save-workspace":
        workspace = make_workspace()
        # The package asks the SDK for a name, in a place where newer ones have none.
        workspace._internal_name = "nw-abcdefghijk-v"
        spec = workspace._to_model().spec.model_dump_json(by_alias=True, exclude_none=True)
        print("SPEC " + json.dumps(json.loads(spec)))
        print("URL " + workspace.save().url)
    elif action == "edit-workspace":
        loaded = ws.Workspace.from_url(url)
        print("TITLE " + loaded.name)
        print("PANELS " + json.dumps([type(panel).__name__ for panel in loaded.sections[0].panels]))
        loaded.name = "Renamed in Python"
        print("URL " + loaded.save().url)
    elif action == "share":
        loaded = wr.Report.from_url(url)
        print("BEFORE " + str(loaded.get_share_url()))
        print("LINK " + loaded.enable_share_link())
        print("AGAIN " + loaded.enable_share_link())
    elif action == "unshare":
        loaded = wr.Report.from_url(url)
        print("DISABLED " + str(loaded.disable_share_link()))
        print("AFTER " + str(loaded.get_share_url()))
    elif action == "delete":
        print("DELETED " + str(wr.Report.from_url(url).delete()))


main()
