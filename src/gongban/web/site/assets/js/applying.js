// 申请：上传时看得见进度。Applying: an upload shows how far it is.
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
