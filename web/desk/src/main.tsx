import { createRoot } from "react-dom/client";
import { App } from "./app";
import { startI18n } from "./i18n";
import "./theme.css";

const root = document.getElementById("root");
if (root) void startI18n().then(() => createRoot(root).render(<App />));
