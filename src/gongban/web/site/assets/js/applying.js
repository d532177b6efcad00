// 申请：太大的不上传，上传时看得见进度。Applying: what is too large is not sent; an upload shows how far it is.
import { toast } from "./page.js";

document.addEventListener("change", (event) => {
  const field = event.target.closest && event.target.closest("input[type=file]");
  const limit = field && field.closest("[data-most]");
  if (!limit || !field.files[0] || field.files[0].size <= Number(limit.dataset.most)) return;
  event.stopPropagation(); // before the form hears of it
  toast(limit.dataset.tooLarge, 0);
  field.value = "";
}, true);
document.addEventListener("htmx:xhr:progress", (event) => {
  const form = event.target.closest && event.target.closest("form[data-upload]");
  const bar = form && form.querySelector("progress");
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = Math.round((100 * event.detail.loaded) / event.detail.total);
});
document.addEventListener("htmx:sendError", (event) => {
  const bar = event.target.querySelector && event.target.querySelector("progress");
  if (bar) bar.hidden = true;
});
