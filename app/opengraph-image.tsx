import { ImageResponse } from "next/og";

export const size = { width: 1200, height: 630 };
export const contentType = "image/png";
export const alt = "Topup: credits you can account for";

const INK = "#14171A";
const ACCENT = "#0B6E4F";

/** What a shared link shows: the filling meter and one line. English only, because one image serves all. */
export default function OpenGraphImage() {
  return new ImageResponse(
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        justifyContent: "center",
        width: "100%",
        height: "100%",
        padding: 96,
        background: "#FAFAF7",
        color: INK,
      }}
    >
      <div style={{ display: "flex", fontSize: 44 }}>Topup</div>
      <div style={{ display: "flex", marginTop: 24, fontSize: 84, letterSpacing: -2 }}>
        Credits you can account for.
      </div>
      <div
        style={{
          display: "flex",
          marginTop: 72,
          width: "100%",
          height: 44,
          borderRadius: 22,
          background: "#E6EBE6",
        }}
      >
        <div style={{ width: 640, height: 44, borderRadius: 22, background: ACCENT }} />
      </div>
    </div>,
    size,
  );
}
