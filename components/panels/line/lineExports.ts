/** A line panel as a picture and as numbers. */
import { chartCsv, groupsCsv } from '@/lib/charts/chartCsv'
import { svgLineChart } from '@/lib/charts/svgChart'
import type { PanelSettings, LinePanelSpec } from '@/lib/panels/linePanel'
import { panelTitle } from '@/lib/panels/linePanel'
import type { PanelExports } from '../frame/panelExport'
import type { LinePanelController } from './LinePanelController'
import { leftOutNote } from '@/lib/panels/line/leftOutNote'
import { chartOptions } from '@/lib/panels/line/look'

export function lineExports(
  controller: LinePanelController,
  spec: LinePanelSpec,
  settings: PanelSettings,
  keys: readonly string[],
): PanelExports {
  return {
    svg: (look) => {
      const chart = controller.getChart()
      const picture = chart?.getPicture()
      if (!chart || !picture) return ''
      return svgLineChart(
        {
          title: panelTitle(spec),
          note: leftOutNote(picture.leftOut).join(' · '),
          lines: controller.linesFor(look.theme),
          options: chartOptions(settings, spec, keys),
          zoom: chart.getZoom(),
        },
        look,
      )
    },
    csv: () => {
      const chart = controller.getChart()
      const picture = chart?.getPicture()
      if (!chart || !picture) return ''
      const lines = chart.getLines()
      const write = lines.some((line) => line.group) ? groupsCsv : chartCsv
      return write(lines, settings.x, picture.frame.x.domain)
    },
  }
}
