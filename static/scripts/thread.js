// What the page of a question does besides: votes count in place, new answers are announced.
import "./votes.js";
import "./news.js";
import "./unfold.js";
import "./saidabove.js";
