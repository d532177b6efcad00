// htmx 的设置：不用 eval，不注入样式，请求带防伪令牌。htmx without eval or injected styles; requests carry the CSRF token.
import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
// A page kept in localStorage could hold personal data on a shared computer.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
// A refused form comes back as 4xx with its sentence in it: show it in place.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "4(00|09|13|22)", swap: true, error: false },
  { code: "[45]..", swap: false, error: true },
];

export function csrf() {
  const meta = document.querySelector('meta[name="csrf-token"]');
  return meta ? meta.content : "";
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrf();
});

export default htmx;
