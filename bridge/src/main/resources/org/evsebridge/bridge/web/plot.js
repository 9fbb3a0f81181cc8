// Plots over time, by uPlot, in the page's colours. uPlot's own script is loaded before.

const HEIGHT = 170;

/** So much time is shown at least. */
const LEAST_SECONDS = 600;

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/**
 * A plot in an element.
 * @param series each with its label, the name of its colour in the stylesheet, and whether it is `filled`
 * @param say a value and its unit as a text
 * @param more `clock` says a time; `closer` lets people drag over a part to look closer, and is the name of the plots that
 * do so together; `over` draws on top; `fits` leaves zero out where no value is near it
 */
export class Plot {
  constructor(element, series, say, more = {}) {
    this.element = element;
    this.series = series;
    this.say = say;
    this.more = { clock, ...more };
    this.gone = new AbortController();
    this.data = [[], ...series.map(() => [])];
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw(), { signal: this.gone.signal });
    this.resizes = new ResizeObserver(() => this.resize());
    this.resizes.observe(element);
    this.draw();
  }

  /** Takes it off the page. */
  remove() {
    this.gone.abort();
    this.resizes.disconnect();
    this.plot.destroy();
  }

  draw() {
    this.plot?.destroy();
    const { clock, closer, fits, over } = this.more;
    const axis = {
      stroke: colour("--quiet"),
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
      font: "12px system-ui, sans-serif",
    };
    this.plot = new uPlot(
      {
        width: this.width(),
        height: HEIGHT,
        cursor: closer
          ? { y: false, sync: { key: closer }, drag: { x: true, y: false } }
          : { y: false, drag: { setScale: false, x: false } },
        scales: {
          x: closer ? {} : { range: (plot, first, last) => [Math.min(first, last - LEAST_SECONDS), last] },
          y: { range: (plot, low, high) => (fits ? near(low, high) : this.range(low, high)) },
        },
        hooks: over ? { draw: [over] } : {},
        legend: { markers: { dash: (plot, index) => (this.series[index - 1]?.dashed ? "dashed" : "solid") } },
        axes: [
          { ...axis, values: (plot, times) => times.map((time) => clock(time)), space: 70, size: 30 },
          { ...axis, size: 60, values: (plot, values) => values.map((value) => this.say(value)) },
        ],
        series: [
          { label: "at", value: (plot, time) => (time === null ? "" : clock(time)) },
          ...this.series.map(({ label, colour: name, filled, dashed }) => ({
            label,
            stroke: colour(name),
            width: 2,
            dash: dashed ? [6, 4] : undefined,
            fill: filled ? colour(name) + "30" : undefined,
            points: { show: false },
            value: (plot, value) => (value === null || value === undefined ? "–" : this.say(value)),
          })),
        ],
      },
      this.data,
      this.element,
    );
    this.tellLast();
  }

  /** Zero is always seen. */
  range(low, high) {
    const [least, most] = [Math.min(0, low ?? 0), Math.max(0, high ?? 1)];
    const room = (most - least || 1) * 0.08;
    return [least < 0 ? least - room : 0, most + room];
  }

  width() {
    return Math.max(200, this.element.clientWidth);
  }

  resize() {
    if (this.plot.width !== this.width()) {
      this.plot.setSize({ width: this.width(), height: HEIGHT });
    }
  }

  /** Shows times, in seconds since 1970, and the values of each series. */
  set(times, ...values) {
    const all = !this.isCloser();
    this.data = [times, ...values];
    this.shown = times.length === 0 ? undefined : [times[0], times.at(-1)];
    this.plot.setData(this.data, all);
    if (!all) {
      this.plot.redraw();
    }
    this.tellLast();
  }

  /** Whether somebody looks closer at a part, which is shown on then. */
  isCloser() {
    const { min, max } = this.plot.scales.x;
    return this.more.closer !== undefined && this.shown !== undefined && (min > this.shown[0] || max < this.shown[1]);
  }

  /** As long as nobody points at anything the legend tells the latest values. */
  tellLast() {
    if (this.data[0].length > 0 && this.plot.cursor.left < 0) {
      this.plot.setLegend({ idx: this.data[0].length - 1 }, false);
    }
  }
}

/** What is shown of values that are far from zero: a unit of them at least. */
function near(low, high) {
  const room = Math.max(0.1 * (high - low), (1 - (high - low)) / 2);
  return [(low ?? 0) - room, (high ?? 1) + room];
}

function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
