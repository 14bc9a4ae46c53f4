// Draws the charts of a report and saves them. The specifications stand in the page; nothing is fetched.
"use strict";
(() => {
  const specs = new Map();

  function save(name, type, content) {
    const url = content.startsWith("data:") ? content : URL.createObjectURL(new Blob([content], { type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    if (url.startsWith("blob:")) setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  function csv(rows) {
    const columns = Object.keys(rows[0]).filter((column) => column !== "text" && column !== "order");
    const cell = (value) => {
      // A leading = + - @ would be read as a formula by spreadsheets; a number never needs the quote mark.
      const text = typeof value === "string" && /^[=+\-@]/.test(value) ? "'" + value : String(value ?? "");
      return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
    };
    return [columns, ...rows.map((row) => columns.map((column) => row[column]))].map((row) => row.map(cell).join(",")).join("\r\n");
  }

  // Saved charts keep title, source line and white ground, which the drawing on the page leaves to the page.
  async function complete(spec) {
    const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: "none" });
    return view.runAsync();
  }

  async function onSave(button) {
    const name = button.dataset.chart;
    const spec = specs.get(name);
    const file = name + "." + (button.dataset.save === "json" ? "vl.json" : button.dataset.save);
    switch (button.dataset.save) {
      case "svg": return save(file, "image/svg+xml", await (await complete(spec)).toSVG());
      case "png": return save(file, "image/png", await (await complete(spec)).toImageURL("png", 2));
      case "csv": return save(file, "text/csv", csv(spec.data.values));
      default: return save(file, "application/json", JSON.stringify(spec, null, 1));
    }
  }

  async function draw(name, spec) {
    const place = document.querySelector("#" + CSS.escape(name) + " .chart");
    const { title, ...untitled } = structuredClone(spec);
    untitled.background = "transparent";
    untitled.padding = 2;
    try {
      await vegaEmbed(place, untitled, { actions: false, renderer: "svg" });
    } catch (error) {
      place.textContent = "This chart could not be drawn: " + error.message;
      console.error(error);
    }
  }

  for (const script of document.querySelectorAll("script[data-spec]")) {
    specs.set(script.dataset.spec, JSON.parse(script.textContent));
  }
  for (const button of document.querySelectorAll("button[data-save]")) {
    button.addEventListener("click", () => onSave(button));
  }
  const folded = () => document.querySelectorAll("#lives details, #indicators details");
  addEventListener("beforeprint", () => folded().forEach((fold) => { fold.dataset.was = fold.open; fold.open = true; }));
  addEventListener("afterprint", () => folded().forEach((fold) => { fold.open = fold.dataset.was === "true"; }));
  // A cause may stand in a folded part of a life: open it, so that the link leads somewhere.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let opened = false;
    for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      opened ||= !fold.open;
      fold.open = true;
    }
    if (opened) target.scrollIntoView();
  });
  Promise.all([...specs].map(([name, spec]) => draw(name, spec))).then(() => { document.documentElement.dataset.drawn = "yes"; });
})();
