// Comfort where one writes; without it the editor is a textarea that works.
