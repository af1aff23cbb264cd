"""Tables and paragraphs → tasks as the document says them."""
