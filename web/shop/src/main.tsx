import { render } from "preact";
import { App } from "./App";
import "./shop.css";

const place = document.getElementById("shop");
if (place) render(<App />, place);
