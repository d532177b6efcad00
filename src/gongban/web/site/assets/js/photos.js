// 照片盘：多张、预览、删除、缩小到 2048。Several photos with preview and removal, made small before they travel.
import { element, toast, word } from "./page.js";

const LONGEST = 2048;
const QUALITY = 0.86;

async function picture(file) {
  if (window.createImageBitmap) {
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch (refused) { /* older phones know no options: the way below */ }
  }
  const url = URL.createObjectURL(file);
  try {
    return await new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => resolve(image);
      image.onerror = reject;
      image.src = url;
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

export function smaller_size(width, height, longest = LONGEST) {
  const share = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}

export async function smaller(file) {
  try {
    const source = await picture(file);
    const size = smaller_size(source.width, source.height);
    if (size.width === source.width && file.size < 1500000) return file;
    const canvas = Object.assign(document.createElement("canvas"), size);
    canvas.getContext("2d").drawImage(source, 0, 0, size.width, size.height);
    const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return made && made.size < file.size ? new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  } catch (refused) {
    return file; // HEIC and the like: the server knows what to do or says why not
  }
}

// Returns the tray: files(), set(files). `changed` is called after every change by the person.
export function photo_tray(input, changed) {
  const most = Number(input.dataset.max || 6);
  const list = element("ul", { class: "photos", "aria-live": "polite" });
  let held = [];
  input.after(list);

  function draw() {
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    list.replaceChildren(...held.map((file, place) => {
      const name = `${word("photo")} ${place + 1}`;
      const image = element("img", { src: URL.createObjectURL(file), alt: name });
      // what the browser cannot draw (HEIC on some, a file that is no photo) is shown by its name
      image.onerror = () => image.replaceWith(element("span", { class: "file-name" }, file.name));
      const label = `${word("remove")} ${place + 1}`;
      const button = element("button", { type: "button", class: "remove", "aria-label": label, onclick: () => drop(place) }, "✕");
      return element("li", {}, image, button);
    }));
  }

  function drop(place) {
    held = held.filter((_, other) => other !== place);
    draw();
    (list.querySelectorAll("button")[Math.min(place, held.length - 1)] || input).focus();
    changed();
  }

  input.addEventListener("change", async () => {
    const chosen = Array.from(input.files);
    input.value = ""; // the tray holds the files from here on
    for (const file of chosen) {
      if (!/^image\/|^$/.test(file.type)) toast(word("not_photo") + file.name);
      else if (held.length >= most) { toast(word("too_many") + most); break; }
      else held = [...held, await smaller(file)];
    }
    draw();
    changed();
  });

  return { files: () => held, set(files) { held = files; draw(); } };
}
