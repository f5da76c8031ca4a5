/** Texts whose contrast with what is behind them is below WCAG 2's 4.5 (3 for large ones), and controls without a name. */

/** @returns {Promise<string[]>} one line per fault; empty when there is none */
export const readability = (page) =>
  page.evaluate(() => {
    const channels = (css) => {
      const parts = css.match(/[\d.]+/g)?.map(Number) ?? []
      // Chromium writes color-mix() results as `color(srgb r g b)` with parts of 0-1.
      return css.startsWith('color(')
        ? [...parts.slice(0, 3).map((v) => v * 255), parts[3] ?? 1]
        : [...parts.slice(0, 3), parts[3] ?? 1]
    }
    const over = ([r, g, b, a], [R, G, B]) => [
      r * a + R * (1 - a),
      g * a + G * (1 - a),
      b * a + B * (1 - a),
      1,
    ]
    const luminance = ([r, g, b]) => {
      const linear = [r, g, b].map((v) =>
        v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    const behind = (element) => {
      const layers = []
      for (let at = element; at; at = at.parentElement)
        layers.push(channels(getComputedStyle(at).backgroundColor))
      return layers
        .reverse()
        .reduce((below, layer) => (layer.length < 4 ? below : over(layer, below)), [255, 255, 255, 1])
    }
    const isVisible = (element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1
    const faults = new Set()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement
      const text = walker.currentNode.data.trim()
      if (text === '' || !element || !isVisible(element) || element.closest('script, style, :disabled'))
        continue
      const style = getComputedStyle(element)
      const back = behind(element)
      const [one, two] = [luminance(over(channels(style.color), back)), luminance(back)]
      const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)
      const size = Number.parseFloat(style.fontSize)
      const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5
      if (ratio < least)
        faults.add(
          `contrast ${ratio.toFixed(2)}: ${text.slice(0, 40)} (${style.color} on ${back.map(Math.round)})`,
        )
    }
    for (const control of document.querySelectorAll('button, a[href], input, select, textarea')) {
      if (!isVisible(control)) continue
      const label = control.labels?.[0]?.textContent
      const name = control.getAttribute('aria-label') ?? label ?? control.textContent
      if (!name?.trim()) faults.add(`no name: ${control.outerHTML.slice(0, 120)}`)
    }
    if (document.documentElement.scrollWidth > window.innerWidth)
      faults.add(`wider than the window: ${document.documentElement.scrollWidth}`)
    return [...faults]
  })
