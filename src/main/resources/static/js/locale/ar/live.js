export default {
  "typing": {
    "one": "{{name}} يكتب الآن…",
    "two": "{{first}} و{{second}} يكتبان الآن…",
    "several": "عدة أشخاص يكتبون الآن…"
  },
  "unread": {
    "jump": "الانتقال إلى غير المقروء",
    "all": "تعليم الكل كمقروء",
    "mark": "تعليم كغير مقروء",
    "key": "على رسالة: تعليمها وما بعدها كغير مقروءة"
  },
  "seen": {
    "by_zero": "شاهدها {{count}}",
    "by_one": "شاهدها {{count}}",
    "by_two": "شاهدها {{count}}",
    "by_few": "شاهدها {{count}}",
    "by_many": "شاهدها {{count}}",
    "by_other": "شاهدها {{count}}",
    "who": "من شاهدها",
    "unknown": "الوقت غير معروف"
  }
};
